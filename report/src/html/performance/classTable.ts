import type { PerformanceMetric, PerformanceReport } from '@modelmonitor/api';
import { html, type Markup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';
import { scrollBox } from '../scrollBox.ts';
import { verdictMark } from '../verdictMark.ts';
import { formatFigure } from './formatFigure.ts';
import { metricWords, orderMetrics } from './metricWords.ts';

type Classes = NonNullable<PerformanceReport['classes']>;

/** Classes told one by one. */
const MOST_CLASSES = 50;

const CAPTION = 'By class, reference → current';

/** The metrics of each class, those of the reference and the current data in one cell, marked where they changed. */
export function classTable(classes: Classes): Markup | undefined {
  const rows = Object.entries(classes);
  if (rows.length === 0) return undefined;
  const names = [...new Set(rows.flatMap(([, metrics]) => orderMetrics(metrics).map(([name]) => name)))];
  const rest = rows.length - MOST_CLASSES;
  return scrollBox(
    CAPTION,
    html`<table class="plain">
      <caption>${CAPTION}${rest > 0 && `; the first ${MOST_CLASSES} of ${rows.length}`}</caption>
      <thead><tr><th scope="col">Class</th>${names.map((name) => html`<th scope="col">${metricWords(name).name}</th>`)}</tr></thead>
      <tbody>${rows
        .slice(0, MOST_CLASSES)
        .map(
          ([label, metrics]) => html`<tr><th scope="row">${nameMarkup(label, 40)}</th>${names.map((name) => cell(metrics[name]))}</tr>`,
        )}</tbody>
    </table>`,
  );
}

function cell(metric: PerformanceMetric | undefined): Markup {
  if (metric === undefined) return html`<td>–</td>`;
  const [before, after] = [metric.reference, metric.current].map((estimate) => (estimate === null ? '–' : formatFigure(estimate.value)));
  const changed = metric.verdict === 'worse' || metric.verdict === 'better';
  return html`<td>${before} → <b>${after}</b>${changed && html`<small>${verdictMark(metric.verdict)}</small>`}</td>`;
}
