import type { QualityReport } from '@modelmonitor/api';
import { html, type Markup } from '../markup.ts';

/** Radio buttons that leave the rows of one verdict; the style sheet does it, no script. */
export function showFilter({ n_tests, n_failed, n_unknown }: QualityReport): Markup {
  const choice = (value: string, label: string) => html`<label><input type="radio" name="quality-show" value="${value}">${label}</label>`;
  return html`<fieldset class="show"><legend>Show</legend>
    <label><input type="radio" name="quality-show" value="all" checked>all ${n_tests}</label>
    ${choice('failed', `failed ${n_failed}`)}${choice('unknown', `unknown ${n_unknown}`)}
    ${choice('passed', `passed ${n_tests - n_failed - n_unknown}`)}</fieldset>`;
}
