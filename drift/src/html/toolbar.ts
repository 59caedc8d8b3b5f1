import { html, type Markup } from './markup.ts';

/** Search, filter and order of the features; hidden until the script that makes them work has run. */
export function toolbar(): Markup {
  return html`<form class="tools" role="search" aria-label="Features" hidden>
    <label>Find <input type="search" autocomplete="off" spellcheck="false"></label>
    <label>Show <select>
      <option value="">all verdicts</option><option value="drifted">drifted</option><option value="unknown">unknown</option><option value="stable">stable</option>
    </select></label>
    <label>Order <select>
      <option value="">most drifted first</option><option value="name">by name</option><option value="missing">missing values changed most</option>
    </select></label>
    <button type="button" aria-pressed="false">Open all</button>
    <output></output>
  </form>`;
}
