import type { ColumnReport } from '@modelmonitor/api';
import { formatPercent, formatPercentBeside } from '@modelmonitor/api/plain';
import { miniHistogram } from './columnHistogram.ts';
import { isImmaterial } from './effectSentence.ts';
import { featureDetail } from './featureDetail.ts';
import { excess, type NamedColumn } from './featureOrder.ts';
import { formatPValue } from './formatPValue.ts';
import { legend } from './legend.ts';
import { html, type Markup } from './markup.ts';
import { isPValue, methodWords } from './methodWords.ts';
import { nameMarkup } from './nameMarkup.ts';
import { numberMarkup } from './numberMarkup.ts';
import { verdictMark } from './verdictMark.ts';

/**
 * A table of columns, one section of rows each. Where there are several, the headings name what the page's script can sort by; without
 * it the rows stay as they came, worst verdict first.
 */
export function columnTable(columns: readonly NamedColumn[], { id, caption }: { id: string; caption: string }): Markup {
  const key = (name: string) => columns.length > 1 && html` data-sort="${name}"`;
  return html`<table class="columns" id="${id}">
    <caption><span>${caption}</span>${legend()}</caption>
    <thead><tr>
      <th scope="col"${key('name')}>${id === 'features' ? 'Feature' : 'Column'}</th>
      <th scope="col" class="mini">Distribution</th>
      <th scope="col" class="method"${key('method')}>Method</th>
      <th scope="col" class="number score"${key('score')}>Score</th>
      <th scope="col" class="number limit">Drift if</th>
      <th scope="col" class="number missing"${key('missing')}>Missing</th>
      <th scope="col" class="outcome"${key('verdict')}${columns.length > 1 && html` aria-sort="descending"`}>Verdict</th>
    </tr></thead>
    ${columns.map((column, index) => featureRow(column, `${id}-${index + 1}`))}
  </table>`;
}

/**
 * A column as a row and, below it, the row it opens to. The disclosure stands in the first row and the style sheet shows the second
 * while it is open: no script is needed, and print can show what is closed.
 *
 * @param id element id of the second row, unique in the page
 */
export function featureRow(named: NamedColumn, id: string): Markup {
  const { name, column } = named;
  return html`<tbody class="${column.verdict}" data-score="${strength(column)}" data-missing="${missingChange(column)}">
    <tr class="row">
      <th scope="row">
        <details><summary aria-controls="${id}">${nameMarkup(name)}</summary></details>
        <small>${column.type}</small>
      </th>
      <td class="mini">${miniHistogram(named)}</td>
      <td class="method">${methodMarkup(column)}</td>
      <td class="number score">${scoreMarkup(column)}</td>
      <td class="number limit">${thresholdMarkup(column)}</td>
      <td class="number missing">${missingMarkup(column)}</td>
      <td class="outcome">${verdictMark(column.verdict)}${isImmaterial(column) && html`<small>immaterial</small>`}${column.score !== null && html`<small class="narrow">${scoreMarkup(column)}</small>`}</td>
    </tr>
    <tr class="detail" id="${id}"><td colspan="7">${featureDetail(named)}</td></tr>
  </tbody>`;
}

function methodMarkup({ method, verdict }: ColumnReport): Markup {
  if (method === null && verdict === 'drifted') return html`Missing values<small>share</small>`;
  if (method === null) return html`<span class="none">not tested</span>`;
  return html`${methodWords(method).title}<small>${methodWords(method).scoreText}</small>`;
}

function scoreMarkup({ method, score }: ColumnReport): Markup {
  if (score === null || !isPValue(method)) return numberMarkup(score);
  return html`<span title="p = ${score}">${formatPValue(score)}</span>`;
}

function thresholdMarkup({ method, threshold }: ColumnReport): Markup {
  if (method === null || threshold === null) return html`–`;
  return html`${isPValue(method) && 'p '}${methodWords(method).drift} ${numberMarkup(threshold)}`;
}

function missingMarkup({ missing: { reference, current }, missing_shift: shift, odd_cells: odd }: ColumnReport): Markup {
  if (reference.count + current.count === 0) return html`<span class="none">none</span>`;
  const cells = odd?.current.count ?? 0;
  const [before, after] = [reference.share, current.share];
  const counts = `${reference.count} of the reference, ${current.count} of the current rows`;
  const text =
    before === after
      ? [formatPercent(before), formatPercent(after)]
      : [formatPercentBeside(before, after), formatPercentBeside(after, before)];
  return html`<span title="${counts}">${text.join(' → ')}</span>${shift?.drifted && html`<small class="shifted">shifted</small>`}${cells > 0 && html`<small class="shifted">${cells === 1 ? '1 odd cell' : `${cells} odd cells`}</small>`}`;
}

/** The score's place among others, finite so that the page's script can compare it. */
function strength(column: ColumnReport): number {
  return Number(Math.max(-1e9, Math.min(1e9, excess(column))).toPrecision(5));
}

function missingChange({ missing }: ColumnReport): number {
  return Number(Math.abs(missing.current.share - missing.reference.share).toPrecision(4));
}
