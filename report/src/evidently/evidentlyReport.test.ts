import { check, numeric, ramp, settings, table } from '../../../drift/src/testCheck.ts';
import { evidentlyReport } from './evidentlyReport.ts';

const reference = table(numeric('x', ramp(200)), numeric('y', ramp(200)), numeric('gone', ramp(200)));
const current = table(numeric('x', ramp(150, 0.5)), numeric('y', ramp(150)));

test('a report has the shape of the preset of Evidently 0.7.21', () => {
  const report = check({
    reference,
    current,
    settings: { ...settings, methods: { features: { y: { method: 'wasserstein', threshold: 0.2 } } } },
  });
  const { metrics, tests } = evidentlyReport(report);
  expect(tests).toEqual([]);
  expect(metrics.map(({ id, ...rest }) => rest)).toEqual([
    {
      metric_name: 'DriftedColumnsCount(drift_share=0.5)',
      config: { type: 'evidently:metric_v2:DriftedColumnsCount', drift_share: 0.5 },
      value: { count: 2, share: 2 / 3 },
    },
    {
      metric_name: 'ValueDrift(column=x,method=K-S p_value,threshold=0.05)',
      config: { type: 'evidently:metric_v2:ValueDrift', column: 'x', method: 'K-S p_value', threshold: 0.05 },
      value: report.features['x']?.score,
    },
    {
      metric_name: 'ValueDrift(column=y,method=Wasserstein distance (normed),threshold=0.2)',
      config: { type: 'evidently:metric_v2:ValueDrift', column: 'y', method: 'Wasserstein distance (normed)', threshold: 0.2 },
      value: report.features['y']?.score,
    },
    {
      metric_name: 'MissingValueCount(column=gone)',
      config: { type: 'evidently:metric_v2:MissingValueCount', column: 'gone' },
      value: { count: 150, share: 1 },
    },
  ]);
  expect(new Set(metrics.map(({ id }) => id)).size).toBe(4);
  expect(metrics[0]?.id).toMatch(/^[0-9a-f]{32}$/);
});
