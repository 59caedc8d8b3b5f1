import type { QualityReport } from '@modelmonitor/api';
import { html, type Markup } from '../markup.ts';
import { qualitySentence } from './qualitySentence.ts';
import { orderedTests, qualityTable } from './qualityTable.ts';

/** Checks the section shows; all of them are in the page of their own. */
const MOST_SHOWN = 100;

/** The checks that did not pass, for the drift report; needs `qualityStyles` in the page. */
export function qualitySection(quality: QualityReport): Markup {
  const open = orderedTests(quality.tests.filter(({ verdict }) => verdict !== 'passed'));
  const caption =
    open.length > MOST_SHOWN ? `The first ${MOST_SHOWN} of ${open.length} checks that did not pass.` : 'The checks that did not pass.';
  return html`<section class="quality"><h2>Data quality and stability</h2>
    <p>${qualitySentence(quality)}</p>
    ${open.length > 0 && qualityTable(open.slice(0, MOST_SHOWN), caption)}</section>`;
}
