import type { CategoricalSummary } from '@modelmonitor/api';
import { formatPercent } from '@modelmonitor/api/plain';
import { legend } from './legend.ts';
import { html, type Markup } from './markup.ts';
import { nameMarkup } from './nameMarkup.ts';
import { shares } from './overlaidBars.ts';

/** Categories told one by one. */
const MOST_ROWS = 15;

interface CategoryRow {
  readonly label: Markup;
  readonly reference: number;
  readonly current: number;
}

/** The most frequent categories with their shares on both sides, each with a bar; what is not listed is one last row. */
export function categoryTable(reference: CategoricalSummary, current: CategoricalSummary): Markup {
  const rows = categoryRows(reference, current);
  const longest = Math.max(...rows.flatMap((row) => [row.reference, row.current]), Number.MIN_VALUE);
  return html`<table class="figures categories">
    <caption><span>Most frequent categories</span>${legend()}</caption>
    <thead><tr><th scope="col">Category</th><td></td><th scope="col">Reference</th><th scope="col">Current</th></tr></thead>
    <tbody>${rows.map((row) => rowMarkup(row, longest))}</tbody>
  </table>`;
}

function categoryRows(reference: CategoricalSummary, current: CategoricalSummary): CategoryRow[] {
  const [before, after] = [reference, current].map(({ histogram }) => shares([...histogram.counts, histogram.other])) as [
    number[],
    number[],
  ];
  const values = reference.histogram.values;
  const listed = values.slice(0, MOST_ROWS).map((value, index) => ({
    label: nameMarkup(value, 40),
    reference: before[index] ?? 0,
    current: after[index] ?? 0,
  }));
  const rest = { reference: sum(before.slice(listed.length)), current: sum(after.slice(listed.length)) };
  return rest.reference + rest.current > 0 ? [...listed, { label: html`<i>all others</i>`, ...rest }] : listed;
}

function rowMarkup({ label, reference, current }: CategoryRow, longest: number): Markup {
  const width = (share: number) => Math.round((share / longest) * 100);
  return html`<tr>
    <th scope="row">${label}</th>
    <td class="bar"><svg viewBox="0 0 100 16" preserveAspectRatio="none" aria-hidden="true">
      <path class="r" d="M0 1H${width(reference)}V15H0z"/><path class="c" d="M0 4H${width(current)}V12H0z"/>
    </svg></td>
    <td>${formatPercent(reference)}</td>
    <td>${formatPercent(current)}</td>
  </tr>`;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
