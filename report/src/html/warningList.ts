import { clippedText } from '@modelmonitor/api/plain';
import { html, type Markup } from './markup.ts';

/** Characters of a warning that are shown. */
const SHOWN = 500;

/** What a reader should know before trusting the figures; nothing when there are no warnings. */
export function warningList(warnings: readonly string[]): Markup | undefined {
  if (warnings.length === 0) return undefined;
  return html`<section class="warnings" aria-labelledby="warnings">
    <h2 id="warnings">${warnings.length === 1 ? 'Warning' : `${warnings.length} warnings`}</h2>
    <ul>${warnings.map((warning) => html`<li dir="auto">${clippedText(warning, SHOWN)}</li>`)}</ul>
  </section>`;
}
