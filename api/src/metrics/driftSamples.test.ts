import { exampleColumn, exampleReport } from '../report/exampleReport.ts';
import type { Report } from '../report/report.ts';
import { summarizeReport } from '../report/summarizeReport.ts';
import { driftSamples } from './driftSamples.ts';

/** Samples as Prometheus writes them, without the labels every one has. */
function linesOf(report: Report): string[] {
  return driftSamples(summarizeReport(report), report.verdict).map(({ metric, labels: { namespace, modelmonitor, ...labels }, value }) => {
    expect({ namespace, modelmonitor }).toEqual({ namespace: 'models', modelmonitor: 'wine' });
    expect(Object.keys({ namespace, modelmonitor, ...labels })).toEqual(metric.labels);
    const text = Object.entries(labels).map(([name, label]) => `${name}="${label}"`);
    return `${metric.name.replace('modelmonitor_', '')}{${text.join(',')}} ${value}`;
  });
}

test('says what a report found', () => {
  expect(linesOf(exampleReport())).toEqual([
    'drift_share{} 0.5',
    'drift_share_threshold{} 0.25',
    'drift_score{} 2',
    'drift_detected{} 1',
    'drift_confirmed{} 1',
    'feature_drift_score{feature="alcohol",method="ks"} 0.001',
    'feature_drift_threshold{feature="alcohol",method="ks"} 0.05',
    'feature_drift_detected{feature="alcohol"} 1',
    'feature_missing_ratio{feature="alcohol",side="reference"} 0',
    'feature_missing_ratio{feature="alcohol",side="current"} 0.01',
    'feature_drift_score{feature="ash",method="ks"} 0.5',
    'feature_drift_threshold{feature="ash",method="ks"} 0.05',
    'feature_drift_detected{feature="ash"} 0',
    'feature_missing_ratio{feature="ash",side="reference"} 0',
    'feature_missing_ratio{feature="ash",side="current"} 0.01',
    'prediction_drift_score{method="psi"} 0.02',
    'report_rows{side="reference"} 178',
    'report_rows{side="current"} 100',
    'report_warnings{} 0',
    'report_last_success_timestamp_seconds{} 1767323045.678',
  ]);
});

test('pods that gave no rows are counted', () => {
  const summary = { ...summarizeReport(exampleReport()), pods: { answered: 1, total: 3 } };
  const pods = driftSamples(summary, 'stable').filter(({ metric }) => metric.name === 'modelmonitor_report_pods');
  expect(pods.map(({ labels, value }) => [labels['state'], value])).toEqual([
    ['answered', 1],
    ['silent', 2],
  ]);
});

const unknown = exampleColumn({ method: null, score: null, threshold: null, drifted: null, verdict: 'unknown', reason: 'too few rows' });

test.each<{ name: string; changes: Partial<Report>; absent: RegExp }>([
  { name: 'a share', changes: { share_drifted_features: null }, absent: /^drift_(share|score)\{/ },
  { name: 'a verdict', changes: { dataset_drift: null }, absent: /^drift_detected/ },
  { name: "a feature's score and verdict", changes: { features: { ash: unknown } }, absent: /^feature_drift/ },
  { name: 'a prediction', changes: { prediction: null }, absent: /^prediction/ },
  { name: "a prediction's score", changes: { prediction: unknown }, absent: /^prediction/ },
])('without $name there is no sample of it', ({ changes, absent }) => {
  expect(linesOf(exampleReport()).some((line) => absent.test(line))).toBe(true);
  expect(linesOf(exampleReport(changes)).filter((line) => absent.test(line))).toEqual([]);
});

test('segments have samples of their own, unless they are unknown', () => {
  const segment = {
    rows: { reference: 60, current: 50 },
    n_features: 2,
    n_drifted_features: 1,
    share_drifted_features: 0.5,
    dataset_drift: true,
    level: null,
    verdict: 'drifted',
    features: {},
  } as const;
  const unknown = { ...segment, share_drifted_features: null, dataset_drift: null, verdict: 'unknown' } as const;
  const segments = [
    { ...segment, name: 'color=red' },
    { ...unknown, name: 'color=white' },
  ];
  expect(linesOf(exampleReport({ segments })).filter((line) => line.startsWith('segment'))).toEqual([
    'segment_drift_share{segment="color=red"} 0.5',
    'segment_drift_detected{segment="color=red"} 1',
  ]);
});

test('two files belong to no monitor and give no sample', () => {
  expect(driftSamples(summarizeReport(exampleReport({ monitor: null })), 'drifted')).toEqual([]);
});

test('the scores of at most 100 features are exported', () => {
  const features = Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`f${index}`, exampleColumn()]));
  expect(linesOf(exampleReport({ features })).filter((line) => line.startsWith('feature_drift_score'))).toHaveLength(100);
});
