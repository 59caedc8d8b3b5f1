import { byId, setText } from './element.js';

/** The request as a command for a POSIX shell; names stay inside the quotes, whatever they contain. */
export function curlLine(address, body) {
  return `curl ${quote(address)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quote(body)}`;
}

function quote(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Shows the command. */
export function showCurl(address, body) {
  setText(byId('curl'), curlLine(address, body));
}

export function offerCopy() {
  const button = byId('copy');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(byId('curl').textContent);
      button.textContent = 'Copied';
    } catch {
      // Without HTTPS a browser may refuse: then the command is selected, to be copied with the keyboard.
      getSelection().selectAllChildren(byId('curl'));
      button.textContent = 'Selected';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
}
