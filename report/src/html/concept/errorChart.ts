import type { ConceptDriftReport } from '@modelmonitor/api';
import { formatNumber, formatPercent } from '@modelmonitor/api/plain';
import { axes, type Tick } from '../axes.ts';
import { html, type Markup } from '../markup.ts';
import { niceTicks } from '../niceTicks.ts';
import { detectorWords } from './detectorTable.ts';

/** The drawing's size in its own units. */
const WIDTH = 600;
const HEIGHT = 200;

/** Whether the errors are shares of wrong classes or amounts. */
export type ErrorUnit = 'share' | 'amount';

/** The error over time as a line, the detectors' alarms as upright lines. Undefined when there are fewer than two slices with an error. */
export function errorChart({ error_rate: errors, rows, detectors }: ConceptDriftReport, unit: ErrorUnit): Markup | undefined {
  const known = errors.filter((error) => error !== null);
  if (known.length < 2) return undefined;
  const format = unit === 'share' ? formatPercent : formatNumber;
  const { top, ticks } = upright(Math.max(...known), format);
  const alarms = detectors.flatMap(({ detector, events }) => events.map((event) => ({ detector, ...event })));
  return html`<figure><figcaption><span>${unit === 'share' ? 'Share of wrong predictions' : 'Mean absolute error'} by labelled row, oldest first</span>${legend()}</figcaption>
    ${axes(
      html`<svg role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none">
        <title>Error over time: ${format(known[0] ?? 0)} at first, ${format(known.at(-1) ?? 0)} at last, at most ${format(Math.max(...known))}. ${alarmSentence(alarms)}</title>
        ${alarms.map(({ kind, row }) => html`<path class="alarm ${kind}" d="M${across(row, rows)} 0V${HEIGHT}"/>`)}
        <path class="line" d="${line(errors, top)}"/>
      </svg>`,
      { shares: ticks, values: rowTicks(rows) },
    )}</figure>`;
}

/** The line through the middle of each slice, broken where a slice has no error; a slice between two such is a dot. */
function line(errors: ConceptDriftReport['error_rate'], top: number): string {
  return errors
    .map((error, index) => {
      if (error === null) return '';
      const place = `${Math.round(((index + 0.5) / errors.length) * WIDTH)} ${Math.round((1 - error / top) * HEIGHT)}`;
      const isStart = (errors[index - 1] ?? null) === null;
      return `${isStart ? 'M' : 'L'}${place}${isStart && (errors[index + 1] ?? null) === null ? 'h0' : ''}`;
    })
    .join('');
}

function across(row: number, rows: number): number {
  return rows > 0 ? Math.round(Math.min(1, row / rows) * WIDTH) : 0;
}

function upright(highest: number, format: (value: number) => string): { top: number; ticks: Tick[] } {
  const limit = highest > 0 ? highest : 1;
  const values = niceTicks(0, limit, 4);
  const step = (values[1] ?? limit) - (values[0] ?? 0);
  const all = (values.at(-1) ?? 0) >= limit ? values : [...values, (values.at(-1) ?? 0) + step];
  const top = all.at(-1) ?? limit;
  return { top, ticks: all.map((value) => ({ position: value / top, label: format(value) })) };
}

function rowTicks(rows: number): Tick[] {
  return niceTicks(0, rows, 5).map((value) => ({ position: rows > 0 ? value / rows : 0, label: formatNumber(value) }));
}

function alarmSentence(alarms: readonly { detector: string; kind: string; row: number }[]): string {
  const drifts = alarms.filter(({ kind }) => kind === 'drift');
  if (drifts.length === 0) return 'No detector raised an alarm.';
  return `Alarms: ${drifts.map(({ detector, row }) => `${detectorWords(detector)} at row ${formatNumber(row)}`).join(', ')}.`;
}

function legend(): Markup {
  return html`<span class="legend">
    <svg viewBox="0 0 24 12" aria-hidden="true"><path class="alarm drift" d="M12 0V12"/></svg>alarm
    <svg viewBox="0 0 24 12" aria-hidden="true"><path class="alarm warning" d="M12 0V12"/></svg>warning
  </span>`;
}
