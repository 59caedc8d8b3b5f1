import type { PerformanceReport } from '@modelmonitor/api';
import { clippedText, formatPercent } from '@modelmonitor/api/plain';
import { html, type Markup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';
import { numberMarkup } from '../numberMarkup.ts';
import { scrollBox } from '../scrollBox.ts';

type Confusion = NonNullable<PerformanceReport['confusion']>;

/** Classes a matrix is drawn for; a larger one no one reads. */
const MOST_CLASSES = 15;

/** The darkest shade: text on it keeps a contrast of 4.5 : 1. */
const DARKEST = 0.4;

/** Confusion matrices of both sides, each cell shaded by its share of the true class. */
export function confusionTables({ labels, reference, current }: Confusion): Markup | undefined {
  if (labels.length === 0 || (reference === null && current === null)) return undefined;
  if (labels.length > MOST_CLASSES) {
    return html`<p class="none">The confusion matrix of ${labels.length} classes is in the report's JSON; up to ${MOST_CLASSES} are drawn.</p>`;
  }
  return html`<div class="pair">${matrix('reference', labels, reference)}${matrix('current', labels, current)}</div>`;
}

function matrix(side: 'reference' | 'current', labels: readonly string[], counts: Confusion['reference']): Markup | undefined {
  if (counts === null) return undefined;
  const caption = `Confusion matrix, ${side}`;
  return scrollBox(
    caption,
    html`<table class="plain confusion">
      <caption>${caption}: true class down, predicted class across</caption>
      <thead><tr><th scope="col">True</th>${labels.map((label) => html`<th scope="col" class="number">${nameMarkup(label, 24)}</th>`)}</tr></thead>
      <tbody>${labels.map((label, row) => html`<tr><th scope="row">${nameMarkup(label, 24)}</th>${cells(counts[row] ?? [], row, labels)}</tr>`)}</tbody>
    </table>`,
  );
}

function cells(counts: readonly number[], row: number, labels: readonly string[]): Markup[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count, column) => {
    const share = total > 0 ? count / total : 0;
    const told = `${formatPercent(share)} of ${clippedText(labels[row] ?? '', 24)}`;
    return html`<td class="number${column === row && ' hit'}" style="--s:${Number((share * DARKEST).toFixed(3))}" title="${told}">${numberMarkup(count)}</td>`;
  });
}
