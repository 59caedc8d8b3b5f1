import type { NamedColumn } from './featureOrder.ts';
import { featureRow } from './featureRow.ts';
import { legend } from './legend.ts';
import { html, type Markup } from './markup.ts';

/** A table of columns, one section of rows each. */
export function columnTable(columns: readonly NamedColumn[], { id, caption }: { id: string; caption: string }): Markup {
  return html`<table class="columns" id="${id}">
    <caption><span>${caption}</span>${legend()}</caption>
    <thead><tr>
      <th scope="col">${id === 'features' ? 'Feature' : 'Column'}</th>
      <th scope="col" class="mini">Distribution</th>
      <th scope="col" class="method">Method</th>
      <th scope="col" class="number score">Score</th>
      <th scope="col" class="number limit">Drift if</th>
      <th scope="col" class="number missing">Missing</th>
      <th scope="col" class="outcome">Verdict</th>
    </tr></thead>
    ${columns.map((column, index) => featureRow(column, `${id}-${index + 1}`))}
  </table>`;
}
