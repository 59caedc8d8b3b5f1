import type { ColumnReport } from '@modelmonitor/api';
import { clippedText } from '@modelmonitor/api/plain';
import { axes, shareTicks, valueTicks } from './axes.ts';
import { shiftSentence } from './columnSentence.ts';
import type { NamedColumn } from './featureOrder.ts';
import { histogramSvg } from './histogramSvg.ts';
import { html, type Markup } from './markup.ts';
import { overlaidBars } from './overlaidBars.ts';

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
