import { byId, setText } from './element.js';

/** The request as a line for a POSIX shell; whatever the names hold stays inside the quotes. */
export function curlLine(address, body) {
  return `curl ${quoted(address)} \\\n  -H 'Content-Type: application/json' \\\n  -d ${quoted(body)}`;
}

function quoted(text) {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Shows the line and lets it be copied. */
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
      // Without HTTPS a browser may refuse: then the line is selected, ready for the keyboard.
      getSelection().selectAllChildren(byId('curl'));
      button.textContent = 'Selected';
    }
    setTimeout(() => {
      button.textContent = 'Copy';
    }, 2000);
  });
}
