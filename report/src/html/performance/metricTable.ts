import type { Estimate, PerformanceMetric, PerformanceReport } from '@modelmonitor/api';
import { clippedText } from '@modelmonitor/api/plain';
import { legend } from '../legend.ts';
import { html, type Markup } from '../markup.ts';
import { nameMarkup } from '../nameMarkup.ts';
import { scrollBox } from '../scrollBox.ts';
import { verdictMark } from '../verdictMark.ts';
import { formatFigure } from './formatFigure.ts';
import { metricWords, orderMetrics } from './metricWords.ts';

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
      <tbody>${orderMetrics(metrics).map(metricRow)}</tbody>
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

/** The drawing's size in its own units, and the free space at its sides. */
const WIDTH = 200;
const HEIGHT = 24;
const MARGIN = 6;

/** Height of the line of each side. */
const LINES = { reference: 7, current: 17 } as const;

/**
 * The figures of reference (above) and current (below) on one scale, each with its 95 % interval as a line. Undefined when both are
 * missing or there is nothing to set them apart on. Not read aloud: the figures stand beside it.
 */
export function intervalMark({ reference, current }: Pick<PerformanceMetric, 'reference' | 'current'>): Markup | undefined {
  const ends = [reference, current].flatMap((side) => (side === null ? [] : endsOf(side)));
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  if (!(high > low)) return undefined;
  const place = (value: number) => Math.round(MARGIN + ((value / 2 - low / 2) / (high / 2 - low / 2)) * (WIDTH - 2 * MARGIN));
  return html`<svg class="interval" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true">
    ${reference !== null && side(reference, { name: 'reference', place })}
    ${current !== null && side(current, { name: 'current', place })}
  </svg>`;
}

function side(estimate: Estimate, { name, place }: { name: keyof typeof LINES; place: (value: number) => number }): Markup {
  const [lower = 0, value = 0, upper = 0] = endsOf(estimate).map(place);
  return html`<path class="${name}" d="M${lower} ${LINES[name]}H${upper}"/><path class="${name} dot" d="M${value} ${LINES[name]}h0"/>`;
}

function endsOf({ lower, value, upper }: Estimate): [number, number, number] {
  return [lower ?? value, value, upper ?? value];
}
