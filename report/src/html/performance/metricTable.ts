import type { Estimate, PerformanceMetric, PerformanceReport } from '@modelmonitor/api';
import { clippedText } from '@modelmonitor/api/plain';
import { legend } from '../legend.ts';
import { html, type Markup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';
import { scrollBox } from '../scrollBox.ts';
import { verdictMark } from '../verdictMark.ts';
import { formatFigure } from './formatFigure.ts';
import { intervalMark } from './intervalMark.ts';
import { metricWords, orderedMetrics } from './metricWords.ts';

/** Characters of a reason that are shown. */
const REASON_SHOWN = 200;

/** Metrics of reference and current with their 95 % intervals, drawn on one scale, and the verdict of each. */
export function metricTable(metrics: PerformanceReport['metrics'], caption: string): Markup {
  return scrollBox(
    caption,
    html`<table class="plain metrics">
      <caption><span>${caption}</span>${legend()}</caption>
      <thead><tr>
        <th scope="col">Metric</th>
        <th scope="col" class="number">Reference</th>
        <th scope="col" class="number">Current</th>
        <th scope="col" class="range">Range</th>
        <th scope="col">Verdict</th>
      </tr></thead>
      <tbody>${orderedMetrics(metrics).map(metricRow)}</tbody>
    </table>`,
  );
}

function metricRow([name, metric]: readonly [name: string, metric: PerformanceMetric]): Markup {
  const words = metricWords(name);
  return html`<tr>
    <th scope="row">${nameMarkup(words.name)}${words.best && html`<small>${words.best} is better</small>`}</th>
    <td class="number">${figure(metric.reference)}</td>
    <td class="number">${figure(metric.current)}</td>
    <td class="range">${intervalMark(metric)}</td>
    <td>${verdictMark(metric.verdict)}${metric.reason !== undefined && html`<small>${clippedText(metric.reason, REASON_SHOWN)}</small>`}</td>
  </tr>`;
}

function figure(estimate: Estimate | null): Markup {
  if (estimate === null) return html`–`;
  const { value, lower, upper } = estimate;
  const interval = lower !== null && upper !== null && html`<small>${formatFigure(lower)}\u00a0to ${formatFigure(upper)}</small>`;
  return html`<b title="${value}">${formatFigure(value)}</b>${interval}`;
}
