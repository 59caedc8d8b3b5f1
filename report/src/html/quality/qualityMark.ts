import type { QualityTest } from '@modelmonitor/api';
import { html, type Markup, trustedMarkup } from '../markup.ts';

const WORDS: Readonly<Record<QualityTest['verdict'], string>> = { failed: 'Failed', passed: 'Passed', unknown: 'Unknown' };

/** A cross, a tick, an empty diamond: not told apart by colour alone. */
const SHAPES: Readonly<Record<QualityTest['verdict'], string>> = {
  failed: 'M2 2 10 10M10 2 2 10',
  passed: 'M1.5 6.5 4.8 10 10.5 2.5',
  unknown: 'M6 1.2 10.8 6 6 10.8 1.2 6z',
};

/** A verdict as shape and word. */
export function qualityMark(verdict: QualityTest['verdict']): Markup {
  return html`<span class="verdict ${verdict}"><svg viewBox="0 0 12 12" aria-hidden="true">
    <path d="${trustedMarkup(SHAPES[verdict])}"/></svg>${WORDS[verdict]}</span>`;
}
