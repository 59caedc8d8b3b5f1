import type { Verdict } from '@modelmonitor/api';
import { html, type Markup, trustedMarkup } from './markup.ts';

const WORDS: Readonly<Record<Verdict, string>> = { drifted: 'Drifted', stable: 'Stable', unknown: 'Unknown' };

/** A shape of its own for each verdict: a triangle, a disc, an empty diamond. */
const SHAPES: Readonly<Record<Verdict, string>> = {
  drifted: '<path d="M6 1 11.5 11H.5z"/>',
  stable: '<circle cx="6" cy="6" r="4.5"/>',
  unknown: '<path d="M6 1.2 10.8 6 6 10.8 1.2 6z" fill="none" stroke="currentColor" stroke-width="1.6"/>',
};

/** A verdict as shape and word; the colour only helps. */
export function verdictMark(verdict: Verdict): Markup {
  return html`<span class="verdict ${verdict}">
    <svg viewBox="0 0 12 12" aria-hidden="true">${trustedMarkup(SHAPES[verdict])}</svg>${WORDS[verdict]}
  </span>`;
}
