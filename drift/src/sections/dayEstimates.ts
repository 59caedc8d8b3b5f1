import type { Estimate } from '@modelmonitor/api';
import type { Column } from '@modelmonitor/tables';
import { performanceReport } from '../performance/performanceReport.ts';
import { type AnsweredRows, SEED } from './rowSections.ts';

/** What is expected of one day of a version without its labels. */
export interface DayEstimate {
  /** Start of the day (UTC), in milliseconds since 1970. */
  readonly start: number;
  readonly version: string;
  /** Predictions that it is for. */
  readonly rows: number;
  readonly metrics: ReadonlyMap<string, Estimate>;
}

export interface DayEstimatesInput {
  readonly task: 'classification' | 'regression';
  readonly reference: AnsweredRows;
  readonly current: AnsweredRows;
  /** Version of each current row. */
  readonly versions: readonly (string | null)[];
  /** The newest days that are estimated. */
  readonly days: number;
}

/** Fewer rows of a day are not estimated. */
const FEWEST_ROWS = 30;
const DAY = 86_400_000;

/** Performance by day and version as CBPE or DLE expects it from the reference, as if no row had a label. Pure. */
export function dayEstimates({ task, reference, current, versions, days }: DayEstimatesInput): DayEstimate[] {
  const { times } = current;
  if (times === undefined || current.prediction === null) return [];
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < times.length; row++) {
    const start = Math.floor((times[row] as number) / DAY) * DAY;
    if (!Number.isFinite(start)) continue;
    const key = `${start} ${versions[row] ?? ''}`;
    const rows = rowsOf.get(key);
    if (rows === undefined) rowsOf.set(key, [row]);
    else rows.push(row);
  }
  const starts = [...new Set([...rowsOf.keys()].map((key) => Number.parseInt(key, 10)))].sort((a, b) => b - a).slice(0, days);
  return [...rowsOf].flatMap(([key, rows]) => {
    const [start, version] = [Number.parseInt(key, 10), key.slice(key.indexOf(' ') + 1)];
    if (rows.length < FEWEST_ROWS || !starts.includes(start)) return [];
    const report = performanceReport({ task, reference, current: unlabelledRows(current, rows), seed: SEED });
    const estimates = Object.entries(report?.estimated?.metrics ?? {}).flatMap(([name, metric]) =>
      metric.current === null ? [] : [[name, metric.current] as const],
    );
    return estimates.length === 0 ? [] : [{ start, version, rows: rows.length, metrics: new Map(estimates) }];
  });
}

function unlabelledRows({ features, prediction, probabilities }: AnsweredRows, rows: readonly number[]): AnsweredRows {
  return {
    features: features.map((column) => pickRows(column, rows)),
    target: null,
    prediction: prediction === null ? null : pickRows(prediction, rows),
    ...(probabilities?.kind === 'byClass'
      ? {
          probabilities: {
            kind: 'byClass',
            columns: new Map([...probabilities.columns].map(([name, values]) => [name, pickNumbers(values, rows)])),
          },
        }
      : {}),
  };
}

function pickRows(column: Column, rows: readonly number[]): Column {
  if (column.type === 'numeric') return { ...column, values: pickNumbers(column.values, rows) };
  return { ...column, values: rows.map((row) => column.values[row] ?? null) };
}

function pickNumbers(values: Float64Array, rows: readonly number[]): Float64Array {
  return Float64Array.from(rows, (row) => values[row] as number);
}
