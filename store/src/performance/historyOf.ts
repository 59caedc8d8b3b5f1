import type { Estimate, PerformanceHistory, PerformancePeriod } from '@modelmonitor/api';
import { headlineMetrics } from '@modelmonitor/api/plain';
import { confusionScores } from '@modelmonitor/stats/performance';
import { estimateOfShare } from './estimateIntervals.ts';
import { fallOf } from './fallOf.ts';
import { isMature, usualShare } from './maturity.ts';
import type { PerformanceRecord } from './performanceRecord.ts';
import { type PerformanceQuery, periodMilliseconds, type SavedPerformance } from './performanceTables.ts';
import { figureObject } from './recordBytes.ts';
import { selectionOf } from './selectionOf.ts';

/** Labelled rows of the first days that together are a baseline where the reference data give none. */
const BASELINE_ROWS = 1000;

/** Stored records that a history is assembled from. */
export interface HistoryRecords {
  /** Of the requested periods. */
  readonly periods: readonly SavedPerformance[];
  /** All days. */
  readonly days: readonly SavedPerformance[];
  readonly estimates: readonly SavedPerformance[];
  readonly references: readonly SavedPerformance[];
}

type Version = PerformanceHistory['versions'][string];

/** A version with what its days are compared with. */
interface VersionFacts extends Version {
  /** Start of the first day that is judged. */
  readonly judgedFrom: number;
}

/** Performance over time with maturity, verdicts, estimates and baselines, from stored records. Pure. */
export function historyOf(
  query: PerformanceQuery,
  { periods, days, estimates, references }: HistoryRecords,
  now: number,
): PerformanceHistory {
  const newest = (periods.at(-1) ?? days.at(-1) ?? references.at(-1))?.record ?? query.model;
  const task = newest?.task ?? 'classification';
  const headline = headlineMetrics(task);
  const facts = new Map<string, VersionFacts>();
  for (const [version, own] of Map.groupBy(days, ({ version }) => version))
    facts.set(version, versionFacts(own, references.find((one) => one.version === version)?.record ?? references.at(-1)?.record, now));
  const estimateAt = new Map(estimates.map(({ start, version, record }) => [`${start} ${version}`, record]));
  return {
    by: query.by,
    task,
    classes: [...(newest?.classes ?? [])],
    headline,
    periods: periods.map((saved) => {
      const period = periodOf(saved, facts.get(saved.version)?.usualShare ?? null);
      if (query.by === 'hour') return query.detail === true ? { ...period, ...detailOf(saved.record) } : period;
      const estimated = estimateAt.get(`${saved.start} ${saved.version}`);
      const verdicts = period.mature ? verdictsOf(saved, facts.get(saved.version), headline) : undefined;
      return {
        ...period,
        ...(query.detail === true ? detailOf(saved.record) : {}),
        ...(estimated === undefined ? {} : { estimated: estimateOf(estimated) }),
        ...(verdicts === undefined ? {} : { verdicts }),
      };
    }),
    versions: Object.fromEntries(Array.from(facts, ([version, { judgedFrom: _, ...rest }]) => [version, rest])),
  };
}

function periodOf({ start, version, record }: SavedPerformance, usual: number | null): PerformancePeriod {
  return {
    from: new Date(start).toISOString(),
    version,
    predicted: record.predicted,
    labelled: record.labelled,
    delaySeconds: record.delaySeconds,
    mature: isMature(record, usual),
    metrics: figureObject(record),
  };
}

function detailOf({
  classes,
  confusion,
  calibration,
}: PerformanceRecord): Pick<PerformancePeriod, 'classes' | 'confusion' | 'calibration'> {
  if (confusion.length === 0) return {};
  const { perClass } = confusionScores(confusion);
  const figuresOf = (index: number): Record<string, Estimate> => {
    const { precision, recall, f1, specificity, support, predicted } = perClass[index] as (typeof perClass)[number];
    const right = confusion[index]?.[index] ?? 0;
    return {
      ...(predicted === 0 ? {} : { precision: { ...estimateOfShare(right, predicted), value: precision } }),
      ...(support === 0 ? {} : { recall: { ...estimateOfShare(right, support), value: recall } }),
      ...(support + predicted === 0 ? {} : { f1: { value: f1, lower: null, upper: null } }),
      specificity: { value: specificity, lower: null, upper: null },
    };
  };
  return {
    classes: Object.fromEntries(classes.map((name, index) => [name, figuresOf(index)])),
    confusion: confusion.map((counts) => [...counts]),
    calibration: [...calibration],
  };
}

function estimateOf({ task, predicted, figures }: PerformanceRecord): NonNullable<PerformancePeriod['estimated']> {
  return { method: task === 'classification' ? 'cbpe' : 'dle', rows: predicted, metrics: Object.fromEntries(figures) };
}

function versionFacts(days: readonly SavedPerformance[], reference: PerformanceRecord | undefined, now: number): VersionFacts {
  const usual = usualShare(days, now);
  const mature = days.filter(({ record }) => isMature(record, usual));
  const selection = selectionOf(mature.map(({ record }) => record));
  const { baseline, judgedFrom } = baselineOf(mature, reference);
  return {
    usualShare: usual,
    judgedFrom,
    ...(baseline === undefined ? {} : { baseline }),
    ...(selection === undefined ? {} : { selection }),
  };
}

/** The figures of the reference data; without them those of the first mature days, weighted by their labels, until they have 1,000. */
function baselineOf(
  mature: readonly SavedPerformance[],
  reference: PerformanceRecord | undefined,
): Pick<VersionFacts, 'baseline' | 'judgedFrom'> {
  if (reference !== undefined) {
    return { judgedFrom: 0, baseline: { from: 'reference', rows: reference.labelled, metrics: Object.fromEntries(reference.figures) } };
  }
  let rows = 0;
  const first = mature.filter(({ record }) => {
    const isTaken = rows < BASELINE_ROWS;
    if (isTaken) rows += record.labelled;
    return isTaken;
  });
  const last = first.at(-1);
  if (last === undefined || rows < BASELINE_ROWS) return { judgedFrom: Number.POSITIVE_INFINITY };
  const names = new Set(first.flatMap(({ record }) => [...record.figures.keys()]));
  const metrics = Object.fromEntries(Array.from(names, (name) => [name, weightedMean(first, name)]));
  return { judgedFrom: last.start + periodMilliseconds.day, baseline: { from: 'firstDays', rows, metrics } };
}

/** Mean over days by their labels; the halves of independent intervals add up as their squares. */
function weightedMean(days: readonly SavedPerformance[], name: string): Estimate {
  const known = days.flatMap(({ record }) => {
    const figure = record.figures.get(name);
    return figure === undefined ? [] : [{ figure, rows: record.labelled }];
  });
  const all = known.reduce((sum, { rows }) => sum + rows, 0);
  const value = known.reduce((sum, { figure, rows }) => sum + (figure.value * rows) / all, 0);
  const half = (end: 'lower' | 'upper') =>
    known.some(({ figure }) => figure[end] === null)
      ? null
      : Math.sqrt(known.reduce((sum, { figure, rows }) => sum + ((figure.value - (figure[end] as number)) * rows) ** 2, 0)) / all;
  const [lower, upper] = [half('lower'), half('upper')];
  return { value, lower: lower === null ? null : value - lower, upper: upper === null ? null : value + upper };
}

function verdictsOf(
  { start, record }: SavedPerformance,
  facts: VersionFacts | undefined,
  headline: readonly string[],
): PerformancePeriod['verdicts'] {
  if (facts?.baseline === undefined || start < facts.judgedFrom) return undefined;
  const verdicts = headline.flatMap((metric) => {
    const [current, baseline] = [record.figures.get(metric), facts.baseline?.metrics[metric]];
    if (current === undefined || baseline === undefined) return [];
    const verdict = fallOf({ metric, current, baseline, rows: record.labelled, metrics: headline.length });
    return verdict === undefined ? [] : [[metric, verdict] as const];
  });
  return verdicts.length === 0 ? undefined : Object.fromEntries(verdicts);
}
