import { categoryTable } from './categoryTable.ts';
import { clippedText } from './clippedText.ts';
import { largeHistogram } from './columnHistogram.ts';
import { shiftSentence, testSentence } from './columnSentence.ts';
import type { NamedColumn } from './featureOrder.ts';
import { legend } from './legend.ts';
import { html, type Markup } from './markup.ts';
import { isNumeric } from './overlaidBars.ts';
import { summaryTable } from './summaryTable.ts';

/** Characters of a reason that are shown. */
const REASON_SHOWN = 400;

/** What a row opens to: the test in words, the large histogram or the categories, and the figures side by side. */
export function featureDetail(named: NamedColumn): Markup {
  const { column } = named;
  const sentences = [testSentence(column), shiftSentence(column)].filter((sentence) => sentence !== undefined);
  return html`<div class="detail-body">
    ${column.reason !== undefined && html`<p class="reason"><b>${column.verdict === 'unknown' ? 'No verdict' : 'Note'}:</b> ${clippedText(column.reason, REASON_SHOWN)}</p>`}
    ${sentences.length > 0 && html`<p>${sentences.join(' ')}</p>`}
    <div class="sides">${distribution(named)}${summaryTable(column)}</div>
  </div>`;
}

function distribution(named: NamedColumn): Markup {
  const { reference, current } = named.column;
  if (!isNumeric(reference) && !isNumeric(current)) return categoryTable(reference, current);
  const histogram = largeHistogram(named);
  if (histogram === undefined) return html`<p class="none">There is no distribution to draw.</p>`;
  return html`<figure><figcaption><span>Share of rows by value</span>${legend()}</figcaption>${histogram}</figure>`;
}
