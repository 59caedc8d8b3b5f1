import type { NamedColumn } from './featureOrder.ts';
import { featureRow } from './featureRow.ts';
import { legend } from './legend.ts';
import { html, type Markup } from './markup.ts';

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
