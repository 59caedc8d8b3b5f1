import type { Verdict } from '@modelmonitor/api';
import { html, type Markup } from './markup.ts';

/**
 * Search and filter of the features; hidden until the script that makes them work has run.
 *
 * @param verdicts those that occur, in the order of the features
 */
export function toolbar(verdicts: readonly Verdict[]): Markup {
  return html`<form class="tools" role="search" aria-label="Features" hidden>
    <label>Find <input type="search" autocomplete="off" spellcheck="false"></label>
    <label>Show <select>
      <option value="">all verdicts</option>${[...new Set(verdicts)].map((verdict) => html`<option value="${verdict}">${verdict}</option>`)}
    </select></label>
    <button type="button" aria-pressed="false">Open all</button>
    <output></output>
  </form>`;
}
