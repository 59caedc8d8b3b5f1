import type { PerformanceHistory, PerformancePeriod } from '../report/performanceHistory.ts';
import { performanceSamples } from './performanceGauges.ts';

function day(from: string, more: Partial<PerformancePeriod> = {}): PerformancePeriod {
  return {
    from,
    version: '1',
    predicted: 100,
    labelled: 60,
    delaySeconds: { median: 10, p90: 20 },
    mature: true,
    metrics: { accuracy: { value: 0.9, lower: 0.8, upper: 0.95 }, specificity: { value: 1, lower: null, upper: null } },
    verdicts: { accuracy: 'stable' },
    ...more,
  };
}

function samplesOf(periods: readonly PerformancePeriod[], versions: PerformanceHistory['versions'] = {}) {
  const samples = performanceSamples({ by: 'day', task: 'classification', classes: [], headline: [], periods: [...periods], versions });
  return samples.map(({ metric, labels, value }) => `${metric.name} ${Object.values(labels).join(' ')} ${value}`);
}

test('the newest mature day counts, with what it is compared with', () => {
  const young = day('2026-11-30', { predicted: 300, labelled: 0, mature: false, delaySeconds: null, metrics: {}, verdicts: {} });
  const worse = day('2026-11-29', { verdicts: { accuracy: 'worse' } });
  const baseline = { from: 'reference', rows: 500, metrics: { accuracy: { value: 0.99, lower: null, upper: null } } } as const;
  const selection = { pValue: 0.001, bands: [], warning: 'labels depend on the score' };
  expect(samplesOf([day('2026-11-28'), worse, young], { '1': { usualShare: 0.6, baseline: { ...baseline }, selection } })).toEqual([
    'modelmonitor_labelled_share 1 0.24',
    'modelmonitor_labels_biased 1 1',
    'modelmonitor_performance accuracy 1 0.9',
    'modelmonitor_performance_baseline accuracy 1 0.99',
    'modelmonitor_performance_fell accuracy 1 1',
    'modelmonitor_label_delay_seconds 0.5 1 10',
    'modelmonitor_label_delay_seconds 0.9 1 20',
  ]);
});

test('ten versions are exported at most, those with the newest predictions', () => {
  const days = Array.from({ length: 30 }, (_, index) => day(`2026-11-${String(index + 1).padStart(2, '0')}`, { version: `v${index + 1}` }));
  const versions = new Set(samplesOf(days).map((sample) => /\bv\d+\b/.exec(sample)?.[0]));
  expect([...versions]).toEqual(Array.from({ length: 10 }, (_, index) => `v${30 - index}`));
});

test('without predictions there are no samples', () => {
  expect(samplesOf([])).toEqual([]);
});
