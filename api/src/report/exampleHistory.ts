import type { PerformanceHistory, PerformancePeriod } from './performanceHistory.ts';

const DAY = 86_400_000;

/** Thirty days of a classifier that fell on the 26th, the last three with few labels so far. For tests and pages of examples. */
export function exampleHistory(): PerformanceHistory {
  const first = Date.UTC(2026, 9, 31);
  const periods = Array.from({ length: 30 }, (_, day): PerformancePeriod => {
    const wave = 0.008 * Math.sin(day * 1.7);
    const accuracy = (day < 24 ? 0.92 : 0.84) + wave;
    const labelled = [620, 640, 610, 360, 150, 12][Math.max(0, day - 24)] ?? 600;
    const mature = day < 27;
    const around = (value: number, half: number) => ({ value, lower: value - half, upper: Math.min(1, value + half) });
    const half = 0.55 / Math.sqrt(labelled);
    return {
      from: new Date(first + day * DAY).toISOString(),
      version: 'v1',
      predicted: 1000 + (day % 5) * 20,
      labelled,
      delaySeconds: { median: 86_400, p90: 2 * 86_400 },
      mature,
      metrics: {
        accuracy: around(accuracy, half),
        f1: around(accuracy - 0.01, half),
        roc_auc: around(accuracy + 0.04, half),
        log_loss: { value: 0.3, lower: 0.25, upper: 0.35 },
      },
      estimated: { method: 'cbpe', rows: 1000, metrics: { accuracy: around(0.915 + wave / 2, 0.02) } },
      ...(mature ? { verdicts: { accuracy: day < 24 ? ('stable' as const) : ('worse' as const), f1: 'stable' as const } } : {}),
    };
  });
  return {
    by: 'day',
    task: 'classification',
    classes: ['no', 'yes'],
    headline: ['accuracy', 'f1', 'roc_auc', 'log_loss'],
    periods,
    versions: {
      v1: {
        usualShare: 0.6,
        baseline: { from: 'reference', rows: 5000, metrics: { accuracy: { value: 0.93, lower: 0.92, upper: 0.94 } } },
        selection: {
          pValue: 1e-9,
          bands: [],
          warning:
            'labels depend on the score: 31 % to 82 % of the predictions of a score band have one, 60 % overall; figures may not hold for all predictions',
        },
      },
    },
  };
}
