import type { ColumnReport } from '@modelmonitor/api';
import { clippedText } from '@modelmonitor/api/plain';
import { axes, shareTicks, valueTicks } from './axes.ts';
import { shiftSentence } from './columnSentence.ts';
import type { NamedColumn } from './featureOrder.ts';
import { html, type Markup } from './markup.ts';
import { type Bar, type OverlaidBars, overlaidBars } from './overlaidBars.ts';

/** The small histogram of a row. */
export function miniHistogram({ name, column }: NamedColumn): Markup {
  const bars = overlaidBars(column);
  if (bars === undefined) return html`<span class="none">${absence(column)}</span>`;
  return histogramSvg(bars, { top: bars.highest, title: title(name, column) });
}

/** The large histogram of a numeric column, with axes; undefined when there is none to draw. */
export function largeHistogram({ name, column }: NamedColumn): Markup | undefined {
  const bars = overlaidBars(column);
  if (bars?.range === undefined) return undefined;
  const { top, ticks } = shareTicks(bars.highest);
  return axes(histogramSvg(bars, { top, title: title(name, column) }), { shares: ticks, values: valueTicks(bars.range) });
}

function title(name: string, column: ColumnReport): string {
  return [`Distribution of ${clippedText(name, 60)}, reference and current.`, shiftSentence(column)].filter(Boolean).join(' ');
}

function absence({ reference, current }: ColumnReport): string {
  return reference.rows + current.rows === 0 ? 'no values' : 'not comparable';
}

/**
 * Reference as an area and current as a line over it: one path each, told apart without colour.
 * It stretches to the box the style sheet gives it.
 *
 * @param top share that reaches the upper edge
 * @param title what a screen reader says
 */
function histogramSvg(bars: OverlaidBars, { top, title }: { top: number; title: string }): Markup {
  return html`<svg role="img" viewBox="0 0 ${drawing.width} ${drawing.height}" preserveAspectRatio="none">
    <title>${title}</title>
    <path class="r" d="${histogramPath(bars.reference, top)}"/>
    <path class="c" d="${histogramPath(bars.current, top)}"/>
  </svg>`;
}

/** The drawing's size in its own units: whole numbers, since each digit is paid for in every row. */
const drawing = { width: 600, height: 200 } as const;

/**
 * One SVG path for all bars of a histogram; bars that touch share an outline.
 *
 * @param highest share that reaches the top
 * @example
 * histogramPath([{ from: 0, to: 0.5, share: 0.2 }, { from: 0.5, to: 1, share: 0.4 }], 0.4) // => 'M0 200V100H300V0H600V200'
 */
export function histogramPath(bars: readonly Bar[], highest: number): string {
  let path = '';
  bars.forEach((bar, index) => {
    if (bar.from !== bars[index - 1]?.to) path += `M${x(bar.from)} ${drawing.height}`;
    path += `V${y(bar.share, highest)}H${x(bar.to)}`;
    if (bar.to !== bars[index + 1]?.from) path += `V${drawing.height}`;
  });
  return path;
}

function x(position: number): number {
  return Math.round(position * drawing.width);
}

function y(share: number, highest: number): number {
  return Math.round((1 - share / highest) * drawing.height);
}
