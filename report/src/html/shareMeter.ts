import { formatPercent } from './formatPercent.ts';
import { html, type Markup } from './markup.ts';

/** A bar of the drifted share with a mark at the limit. */
export function shareMeter(share: number, limit: number): Markup {
  const position = (value: number) => Number((Math.min(1, Math.max(0, value)) * 200).toFixed(1));
  return html`<svg class="meter" role="img" viewBox="0 0 200 14" preserveAspectRatio="none">
    <title>${formatPercent(share)} of the features drifted; the limit is ${formatPercent(limit)}</title>
    <path class="rail" d="M0 7H200"/>
    <path class="${share >= limit ? 'over' : 'under'}" d="M0 7H${position(share)}"/>
    <path class="mark" d="M${position(limit)} 0V14"/>
  </svg>`;
}
