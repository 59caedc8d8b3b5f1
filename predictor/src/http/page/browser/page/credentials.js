import { useToken } from './api.js';
import { byId, setText } from './element.js';

let asked = false;

/** Asks for a token; `retry` is called once there is one. */
export function askForToken(retry) {
  const form = byId('credentials');
  form.hidden = false;
  setText(byId('token-label'), asked ? 'This token is not accepted' : 'A token is needed');
  byId('token').focus();
  form.onsubmit = (event) => {
    event.preventDefault();
    asked = true;
    useToken(byId('token').value);
    form.hidden = true;
    retry();
  };
}
