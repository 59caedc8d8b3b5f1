import { historyMetrics, type PerformanceHistory, type PerformancePeriod } from '@modelmonitor/api';

/** A day of a version that predicted on the newest day, as the page draws it. */
interface SummaryDay {
  readonly from: string;
  /** Null while no label came, and where the figure cannot be computed. */
  readonly value: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
  /** What was expected before labels came; null where it was not estimated. */
  readonly estimate: number | null;
  readonly predicted: number;
  readonly labelled: number;
  readonly mature: boolean;
  readonly worse: boolean;
}

/** Performance by day of the leading metric, as the page shows it. */
export interface PerformanceSummary {
  readonly version: string;
  readonly metric: string;
  readonly title: string;
  /** Share of the predictions that usually get a label; null while unknown. */
  readonly usualShare: number | null;
  /** Half of the labels come within this time; null without labels. */
  readonly delaySeconds: number | null;
  readonly baseline: number | null;
  /** Why figures may not hold for all predictions. */
  readonly warning?: string;
  readonly days: readonly SummaryDay[];
}

/** Days that are shown. */
const mostDays = 30;

/** The summary of a history; undefined while no prediction is in it. */
export function performanceSummary({ headline, periods, versions }: PerformanceHistory): PerformanceSummary | undefined {
  const newest = periods.at(-1)?.from;
  const [metric] = headline;
  const isWorse = ({ verdicts }: PerformancePeriod) => Number(metric !== undefined && verdicts?.[metric] === 'worse');
  // A fall is shown first, however little traffic the version has.
  const [latest] = periods
    .filter(({ from }) => from === newest)
    .toSorted((one, other) => isWorse(other) - isWorse(one) || other.predicted - one.predicted);
  if (latest === undefined || metric === undefined) return undefined;
  const { version } = latest;
  const days = periods.filter((period) => period.version === version).slice(-mostDays);
  const facts = Object.hasOwn(versions, version) ? versions[version] : undefined;
  const warning = facts?.selection?.warning;
  return {
    version,
    metric,
    title: historyMetrics[metric]?.title ?? metric,
    usualShare: facts?.usualShare ?? null,
    delaySeconds: days.findLast(({ delaySeconds }) => delaySeconds !== null)?.delaySeconds?.median ?? null,
    baseline: facts?.baseline?.metrics[metric]?.value ?? null,
    ...(warning === undefined ? {} : { warning }),
    days: days.map((day) => summaryDay(day, metric)),
  };
}

function summaryDay({ from, metrics, estimated, predicted, labelled, mature, verdicts }: PerformancePeriod, metric: string): SummaryDay {
  const figure = metrics[metric];
  return {
    from,
    value: figure?.value ?? null,
    lower: figure?.lower ?? null,
    upper: figure?.upper ?? null,
    estimate: estimated?.metrics[metric]?.value ?? null,
    predicted,
    labelled,
    mature,
    worse: verdicts?.[metric] === 'worse',
  };
}
