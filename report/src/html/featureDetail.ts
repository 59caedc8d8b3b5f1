import type { CategoricalSummary, ColumnReport } from '@modelmonitor/api';
import { clippedText, formatPercent } from '@modelmonitor/api/plain';
import { categoryTable } from './categoryTable.ts';
import { largeHistogram } from './columnHistogram.ts';
import { shiftSentence, testSentence } from './columnSentence.ts';
import { effectSentence } from './effectSentence.ts';
import type { NamedColumn } from './featureOrder.ts';
import { legend } from './legend.ts';
import { html, type Markup } from './markup.ts';
import { missingSentence } from './missingSentence.ts';
import { isNumeric } from './overlaidBars.ts';
import { quantilePlot } from './quantilePlot.ts';
import { summaryTable } from './summaryTable.ts';

/** Characters of a reason, and of a name in a title, that are shown. */
const REASON_SHOWN = 400;
const NAME_SHOWN = 60;

/** What a row opens to: the tests as sentences, the distributions, the quantiles, the missing values over time and the figures side by side. */
export function featureDetail(named: NamedColumn): Markup {
  const { column } = named;
  const sentences = [testSentence, effectSentence, shiftSentence, missingSentence].flatMap((sentence) => sentence(column) ?? []);
  const quantiles = quantileView(named);
  return html`<div class="detail-body">
    ${column.reason !== undefined && html`<p class="reason"><b>${column.drifted === null ? 'No verdict' : 'Note'}:</b> ${clippedText(column.reason, REASON_SHOWN)}</p>`}
    ${sentences.length > 0 && html`<p>${sentences.join(' ')}</p>`}
    ${oddCells(column)}
    <div class="sides${quantiles !== undefined && ' three'}">
      <div>${distribution(named)}${missingOverTime(column)}</div>
      ${quantiles}
      ${summaryTable(column)}
    </div>
  </div>`;
}

function distribution(named: NamedColumn): Markup {
  const { reference, current } = named.column;
  if (!isNumeric(reference) && !isNumeric(current)) {
    if (named.column.type === 'text' || (isHidden(reference) && isHidden(current)))
      return html`<p class="none">The values are texts or identifiers, which are not shown.</p>`;
    return categoryTable(reference, current);
  }
  const histogram = largeHistogram(named);
  if (histogram === undefined) return html`<p class="none">There is no distribution to draw.</p>`;
  return html`<figure><figcaption><span>Share of rows by value</span>${legend()}</figcaption>${histogram}</figure>`;
}

/** Whether a report lists none of the values that there are. */
function isHidden({ rows, histogram }: CategoricalSummary): boolean {
  return rows > 0 && histogram.values.length === 0;
}

/** Cells of another type with their rows, each side in one sentence. */
function oddCells({ odd_cells: cells }: ColumnReport): Markup | undefined {
  if (cells === undefined) return undefined;
  const sides = [
    ['current data', cells.current],
    ['reference', cells.reference],
  ] as const;
  const told = sides.flatMap(([side, { count, examples }]) => {
    if (count === 0) return [];
    const shown = examples.map(
      ({ row, text }, index) => html`${index > 0 && ', '}“<bdi>${clippedText(text, NAME_SHOWN)}</bdi>” in row ${row}`,
    );
    const more = count > examples.length && ` and ${count - examples.length} more`;
    return [
      html`${count === 1 ? '1 cell' : `${count} cells`} of the ${side} ${count === 1 ? 'is' : 'are'} no number and left out of the test: ${shown}${more}. `,
    ];
  });
  return html`<p class="odd">${told}</p>`;
}

function quantileView({ name, column: { reference, current } }: NamedColumn): Markup | undefined {
  if (!isNumeric(reference) || !isNumeric(current)) return undefined;
  return quantilePlot(clippedText(name, NAME_SHOWN), { reference, current });
}

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
  return `M${oneDecimal(left)} ${HEIGHT}v-${oneDecimal(height)}h${oneDecimal(width)}V${HEIGHT}z`;
}

function oneDecimal(length: number): number {
  return Number(length.toFixed(1));
}
