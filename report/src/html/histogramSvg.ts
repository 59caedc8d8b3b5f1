import { drawing, histogramPath } from './histogramPath.ts';
import { html, type Markup } from './markup.ts';
import type { OverlaidBars } from './overlaidBars.ts';

/**
 * Reference as an area and current as a line over it: one path each, told apart without colour.
 * It stretches to the box the style sheet gives it.
 *
 * @param top share that reaches the upper edge
 * @param title what a screen reader says
 */
export function histogramSvg(bars: OverlaidBars, { top, title }: { top: number; title: string }): Markup {
  return html`<svg role="img" viewBox="0 0 ${drawing.width} ${drawing.height}" preserveAspectRatio="none">
    <title>${title}</title>
    <path class="r" d="${histogramPath(bars.reference, top)}"/>
    <path class="c" d="${histogramPath(bars.current, top)}"/>
  </svg>`;
}
