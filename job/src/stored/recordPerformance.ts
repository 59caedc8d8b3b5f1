import type { Report } from '@modelmonitor/api';
import { errorText, headlineMetrics } from '@modelmonitor/api/plain';
import { dayEstimates } from '@modelmonitor/drift';
import type { PerformanceRecord, SavedPerformance, Store } from '@modelmonitor/store';
import type { ComparedRows } from '../check/checkJob.ts';

/** Days that a report shows, and the newest days that are estimated at each check. */
const [shownDays, estimatedDays] = [30, 3];
const DAY = 86_400_000;
/** Versions that a report shows, those with the newest predictions. */
const mostVersions = 3;

/**
 * Saves what the reference shows and what it lets expect of the newest days before their labels come, and reads performance by day for the
 * report. A store that cannot be reached costs the report this section, not its verdict.
 */
export async function recordPerformance(
  store: Pick<Store, 'savePerformance' | 'readPerformance'>,
  compared: ComparedRows,
  now: number,
): Promise<Pick<Report, 'warnings' | 'performance_history'>> {
  const { warnings } = compared.report;
  try {
    await store.savePerformance('reference', referenceRecords(compared));
    await store.savePerformance('estimate', estimateRecords(compared));
    const history = await store.readPerformance({ by: 'day', from: now - shownDays * DAY });
    if (history.periods.length === 0) return { warnings };
    return { warnings: [...warnings, ...biasWarnings(history)], performance_history: shortHistory(history) };
  } catch (error) {
    return { warnings: [...warnings, `performance over time could not be read from the store: ${errorText(error)}`] };
  }
}

type History = NonNullable<Report['performance_history']>;

function referenceRecords({ report, task }: ComparedRows): SavedPerformance[] {
  const { performance } = report;
  if (performance === null) return [];
  const figures = Object.entries(performance.metrics).flatMap(([name, { reference }]) =>
    reference === null ? [] : [[name, reference] as const],
  );
  if (figures.length === 0) return [];
  const rows = performance.rows.reference;
  return [{ start: 0, version: '', record: recordOf({ task, predicted: rows, labelled: rows, figures: new Map(figures) }) }];
}

function estimateRecords({ task, reference, current, versions }: ComparedRows): SavedPerformance[] {
  if (reference === null) return [];
  return dayEstimates({ task, reference, current, versions, days: estimatedDays }).map(({ start, version, rows, metrics }) => ({
    start,
    version,
    record: recordOf({ task, predicted: rows, labelled: 0, figures: metrics }),
  }));
}

function recordOf(known: Pick<PerformanceRecord, 'task' | 'predicted' | 'labelled' | 'figures'>): PerformanceRecord {
  const scores = { predicted: new Float64Array(), labelled: new Float64Array() };
  return { ...known, classes: [], delaySeconds: null, confusion: [], calibration: [], scores };
}

function biasWarnings({ versions }: History): string[] {
  return Object.entries(versions).flatMap(([version, { selection }]) =>
    selection?.warning === undefined ? [] : [`version ${JSON.stringify(version)}: ${selection.warning}`],
  );
}

/** Metrics that decide verdicts, of few versions, so that the report stays small. */
function shortHistory(history: History): History {
  const headline = new Set(headlineMetrics(history.task));
  const newest = [...new Set(history.periods.toReversed().map(({ version }) => version))].slice(0, mostVersions);
  const headlineOnly = <Figure>(figures: Readonly<Record<string, Figure>>) =>
    Object.fromEntries(Object.entries(figures).filter(([name]) => headline.has(name)));
  return {
    ...history,
    periods: history.periods
      .filter(({ version }) => newest.includes(version))
      .map((period) => ({
        ...period,
        metrics: headlineOnly(period.metrics),
        ...(period.estimated === undefined ? {} : { estimated: { ...period.estimated, metrics: headlineOnly(period.estimated.metrics) } }),
      })),
    versions: Object.fromEntries(
      Object.entries(history.versions)
        .filter(([version]) => newest.includes(version))
        .map(([version, { baseline, ...facts }]) => [
          version,
          { ...facts, ...(baseline === undefined ? {} : { baseline: { ...baseline, metrics: headlineOnly(baseline.metrics) } }) },
        ]),
    ),
  };
}
