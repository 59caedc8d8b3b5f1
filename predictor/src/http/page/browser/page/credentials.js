import { useToken } from './api.js';
import { byId, setText } from './element.js';

let submitted = false;

/** Shows the form for a token; `retry` is called once it is submitted. */
export function askForToken(retry) {
  const form = byId('credentials');
  form.hidden = false;
  setText(byId('token-label'), submitted ? 'This token is not accepted' : 'A token is required');
  byId('token').focus();
  form.onsubmit = (event) => {
    event.preventDefault();
    submitted = true;
    useToken(byId('token').value);
    form.hidden = true;
    retry();
  };
}
