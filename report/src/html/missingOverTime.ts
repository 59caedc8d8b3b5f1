import type { ColumnReport } from '@modelmonitor/api';
import { formatPercent } from './formatPercent.ts';
import { html, type Markup } from './markup.ts';

/** The drawing's size in its own units. */
const WIDTH = 200;
const HEIGHT = 40;

/** Part of a slice's place that its bar takes. */
const BAR_WIDTH = 0.8;

/** Bars of the share of missing values over the current rows, oldest first; undefined when none is missing or the report does not say. */
export function missingOverTime({ missing_over_time: slices }: Pick<ColumnReport, 'missing_over_time'>): Markup | undefined {
  if (slices === undefined || slices.length < 2) return undefined;
  const highest = Math.max(...slices);
  if (highest === 0) return undefined;
  const step = WIDTH / slices.length;
  const bars = slices.map((share, index) => bar(index * step, { width: step * BAR_WIDTH, height: (share / highest) * HEIGHT }));
  const told = `Missing values over the current rows, oldest first: ${slices.map(formatPercent).join(', ')}.`;
  return html`<figure class="over-time">
    <figcaption>Missing over time (current rows, oldest first; highest ${formatPercent(highest)})</figcaption>
    <svg role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none"><title>${told}</title><path d="${bars.join('')}"/></svg>
  </figure>`;
}

function bar(left: number, { width, height }: { width: number; height: number }): string {
  if (height === 0) return '';
  return `M${rounded(left)} ${HEIGHT}v-${rounded(height)}h${rounded(width)}V${HEIGHT}z`;
}

function rounded(length: number): number {
  return Number(length.toFixed(1));
}
