import type { PerformanceHistory, PerformancePeriod } from '@modelmonitor/api';
import { formatNumber, formatPercent, historyMetrics } from '@modelmonitor/api/plain';
import { axes, type Tick } from '../axes.ts';
import { html, type Markup } from '../markup.ts';
import { niceTicks } from '../niceTicks.ts';
import { formatFigure } from './formatFigure.ts';

/** The drawing's size in its own units. */
const WIDTH = 600;
const HEIGHT = 200;

/** A period with its place in the drawing. */
interface Placed {
  readonly period: PerformancePeriod;
  readonly left: number;
  readonly right: number;
}

/**
 * The leading metric of a version by day: a dot and an interval each, faint where few labels came so far, with the estimate until labels come
 * as a dashed line and the baseline as a thin one. Undefined for fewer than two days with a figure or an estimate.
 */
export function historyChart(history: PerformanceHistory, version: string): Markup | undefined {
  const metric = history.headline[0] ?? '';
  const periods = history.periods.filter((period) => period.version === version);
  const drawn = periods.filter((period) => figureOf(period, metric) !== undefined || estimateOf(period, metric) !== undefined);
  if (drawn.length < 2) return undefined;
  const placed = place(periods);
  const baseline = ownFigure(history.versions[version]?.baseline?.metrics, metric)?.value;
  const scale = scaleOf(periods, { metric, baseline });
  const level = (value: number) => Math.round((1 - (value - scale.low) / (scale.high - scale.low)) * HEIGHT);
  return html`<figure><figcaption><span>${titleOf(metric)} by day, version ${version}</span>${legend(baseline !== undefined)}</figcaption>
    ${axes(
      html`<svg role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">
        <title>${description(periods, metric)}</title>
        ${baseline !== undefined && html`<path class="base" d="M0 ${level(baseline)}H${WIDTH}"/>`}
        ${placed.map(({ period, left, right }) => interval(period, { metric, level, left, right }))}
        <path class="estimate" d="${line(placed, (period) => estimateOf(period, metric)?.value, level)}"/>
        <path class="line" d="${line(placed, (period) => (period.mature ? figureOf(period, metric)?.value : undefined), level)}"/>
      </svg>`,
      { shares: scale.ticks, values: dayTicks(periods) },
    )}</figure>`;
}

/** What a reader has to know of the labels of a version, one sentence each. */
export function labelSentences({ versions, periods }: PerformanceHistory, version: string): string[] {
  const facts = Object.hasOwn(versions, version) ? versions[version] : undefined;
  const own = periods.filter((period) => period.version === version);
  const young = own.filter(({ mature }) => !mature).length;
  const delay = own.findLast(({ delaySeconds }) => delaySeconds !== null)?.delaySeconds;
  return [
    ...(facts?.usualShare == null ? [] : [`Usually ${formatPercent(facts.usualShare)} of the predictions get a label.`]),
    ...(delay == null ? [] : [`Half of the labels come within ${timeText(delay.median)}, nine of ten within ${timeText(delay.p90)}.`]),
    ...(young === 0 ? [] : [`${young} of ${own.length} days have few labels so far and are not judged.`]),
    ...(facts?.selection?.warning === undefined ? [] : [`Selection bias: ${facts.selection.warning}.`]),
  ];
}

function figureOf({ metrics }: PerformancePeriod, metric: string) {
  return ownFigure(metrics, metric);
}

function estimateOf({ estimated }: PerformancePeriod, metric: string) {
  return ownFigure(estimated?.metrics, metric);
}

function ownFigure(figures: PerformancePeriod['metrics'] | undefined, metric: string) {
  return figures !== undefined && Object.hasOwn(figures, metric) ? figures[metric] : undefined;
}

function titleOf(metric: string): string {
  return (Object.hasOwn(historyMetrics, metric) ? historyMetrics[metric]?.title : undefined) ?? metric;
}

/** Days by their time, so that days without predictions leave a gap. */
function place(periods: readonly PerformancePeriod[]): Placed[] {
  const starts = periods.map(({ from }) => Date.parse(from));
  const [first = 0, last = 0] = [starts[0], starts.at(-1)];
  const days = Math.max(1, (last - first) / 86_400_000 + 1);
  return periods.map((period, index) => {
    const left = ((starts[index] as number) - first) / 86_400_000;
    return { period, left: Math.round((left / days) * WIDTH), right: Math.round(((left + 1) / days) * WIDTH) };
  });
}

function scaleOf(periods: readonly PerformancePeriod[], { metric, baseline }: { metric: string; baseline: number | undefined }) {
  const mature = periods.filter((period) => period.mature).flatMap((period) => figureOf(period, metric) ?? []);
  const shown = [...mature, ...periods.flatMap((period) => estimateOf(period, metric) ?? [])];
  const all = shown.length > 0 ? shown : periods.flatMap((period) => figureOf(period, metric) ?? []);
  const values = [
    ...all.flatMap(({ value, lower, upper }) => [value, lower ?? value, upper ?? value]),
    ...(baseline === undefined ? [] : [baseline]),
  ];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least) / 10 || Math.abs(most) / 10 || 1;
  const [low, high] = [least >= 0 ? Math.max(0, least - room) : least - room, most + room];
  const ticks = niceTicks(low, high, 4).map((value): Tick => ({ position: (value - low) / (high - low), label: formatNumber(value) }));
  return { low, high, ticks };
}

function interval(
  period: PerformancePeriod,
  { metric, level, left, right }: { metric: string; level: (value: number) => number; left: number; right: number },
): Markup | undefined {
  const figure = figureOf(period, metric);
  if (figure === undefined) return undefined;
  const clip = (y: number) => Math.min(HEIGHT, Math.max(0, y));
  const [top, bottom] = [clip(level(figure.upper ?? figure.value)), clip(level(figure.lower ?? figure.value))];
  const kind = !period.mature ? 'young' : period.verdicts?.[metric] === 'worse' ? 'worse' : 'known';
  const title = `${period.from.slice(0, 10)}: ${formatFigure(figure.value)}, ${formatNumber(period.labelled)} of ${formatNumber(period.predicted)} predictions with a label${period.mature ? '' : ', few so far'}${kind === 'worse' ? ', worse than the baseline' : ''}`;
  return html`<g class="day ${kind}"><title>${title}</title><path class="span" d="M${left + 1} ${top}H${right - 1}V${Math.max(bottom, top + 1)}H${left + 1}Z"/><path class="dot" d="M${left + 1} ${clip(level(figure.value))}H${right - 1}"/></g>`;
}

/** A line through the middle of each day, broken where a day has no value; a day between two such is a dash. */
function line(
  placed: readonly Placed[],
  valueIn: (period: PerformancePeriod) => number | undefined,
  level: (value: number) => number,
): string {
  let isOpen = false;
  return placed
    .map(({ period, left, right }) => {
      const value = valueIn(period);
      const wasOpen = isOpen;
      isOpen = value !== undefined;
      return value === undefined ? '' : `${wasOpen ? 'L' : 'M'}${Math.round((left + right) / 2)} ${level(value)}`;
    })
    .join('');
}

function dayTicks(periods: readonly PerformancePeriod[]): Tick[] {
  const placed = place(periods);
  const step = Math.max(1, Math.ceil(placed.length / 6));
  return placed
    .filter((_, index) => index % step === 0)
    .map(({ period, left, right }) => ({ position: (left + right) / 2 / WIDTH, label: period.from.slice(5, 10) }));
}

function description(periods: readonly PerformancePeriod[], metric: string): string {
  const mature = periods.filter((period) => period.mature && figureOf(period, metric) !== undefined);
  const [first, last] = [mature[0], mature.at(-1)];
  const worse = mature.filter(({ verdicts }) => verdicts?.[metric] === 'worse').map(({ from }) => from.slice(0, 10));
  const ends = [first, last].map((period) => formatFigure((period && figureOf(period, metric)?.value) ?? Number.NaN));
  if (first === undefined) return `${titleOf(metric)} by day: estimates only, since no day has enough labels.`;
  return `${titleOf(metric)} by day: ${ends[0]} at first, ${ends[1]} on the last day with enough labels. ${worse.length === 0 ? 'No day is worse than the baseline beyond chance.' : `Worse than the baseline beyond chance: ${worse.join(', ')}.`}`;
}

function timeText(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

function legend(hasBaseline: boolean): Markup {
  const key = (drawing: Markup, text: string) => html`<svg viewBox="0 0 24 12" aria-hidden="true">${drawing}</svg>${text} `;
  return html`<span class="legend">
    ${key(html`<g class="day known"><path class="span" d="M4 1H20V11H4Z"/><path class="dot" d="M4 6H20"/></g>`, 'with 95 % interval')}
    ${key(html`<g class="day young"><path class="span" d="M4 1H20V11H4Z"/><path class="dot" d="M4 6H20"/></g>`, 'few labels so far')}
    ${key(html`<g class="day worse"><path class="span" d="M4 1H20V11H4Z"/><path class="dot" d="M4 6H20"/></g>`, 'worse beyond chance')}
    ${key(html`<path class="estimate" d="M0 6H24"/>`, 'estimated without labels')}
    ${hasBaseline && key(html`<path class="base" d="M0 6H24"/>`, 'baseline')}
  </span>`;
}
