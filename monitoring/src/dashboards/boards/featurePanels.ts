import { driftMetrics as drift } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { ofMonitor } from '../seriesOf.ts';

const by = 'feature, method';
const words = { 0: { text: 'stable', color: 'green' }, 1: { text: 'drifted', color: 'red' } } as const;
const of = (metric: string, labels: string, matchers?: string) => `max by (${labels}) (${ofMonitor(metric, matchers)})`;

/** Results of the newest report for each feature. */
export const featurePanels: readonly Panel[] = [
  {
    title: 'Features',
    description:
      'Score and threshold of each feature in the newest report. Scores of tests are p-values: small means drift. All others are distances: large means drift. The verdict takes this into account.',
    kind: 'table',
    unit: 'none',
    width: 24,
    height: 10,
    decimals: 4,
    labels: { Feature: 'feature', Method: 'method' },
    sortedBy: 'Verdict',
    queries: [
      { legend: 'Verdict', expression: of(drift.featureDrifted.name, 'feature'), column: { words } },
      { legend: 'Score', expression: of(drift.featureDriftScore.name, by) },
      { legend: 'Threshold', expression: of(drift.featureDriftThreshold.name, by) },
      {
        legend: 'Missing in reference',
        expression: of(drift.featureMissing.name, 'feature', 'side="reference"'),
        column: { unit: 'percentunit' },
      },
      { legend: 'Missing now', expression: of(drift.featureMissing.name, 'feature', 'side="current"'), column: { unit: 'percentunit' } },
    ],
  },
  {
    title: 'Verdicts',
    description: 'Verdict of each feature over time: red is drifted.',
    kind: 'statetimeline',
    unit: 'none',
    width: 12,
    height: 10,
    words,
    queries: [{ legend: '{{feature}}', expression: of(drift.featureDrifted.name, 'feature') }],
  },
  {
    title: 'Scores against their thresholds',
    description: 'Score of each feature in the newest report. Dashed: the threshold of each method.',
    kind: 'timeseries',
    unit: 'none',
    width: 12,
    height: 10,
    minimum: 0,
    queries: [
      { legend: '{{feature}} ({{method}})', expression: of(drift.featureDriftScore.name, by) },
      { legend: 'threshold of {{method}}', expression: of(drift.featureDriftThreshold.name, 'method'), color: 'red', isLimit: true },
    ],
  },
  {
    title: 'Missing values',
    description: 'Share of missing values of each feature in the window of the newest report. Dashed: the share in the reference.',
    kind: 'timeseries',
    unit: 'percentunit',
    width: 12,
    minimum: 0,
    queries: [
      { legend: '{{feature}}', expression: of(drift.featureMissing.name, 'feature', 'side="current"') },
      {
        legend: 'reference: {{feature}}',
        expression: `${of(drift.featureMissing.name, 'feature', 'side="reference"')} > 0`,
        color: 'text',
        isLimit: true,
      },
    ],
  },
  {
    title: 'Drift of the predictions',
    description:
      "Drift score of the model's predictions in the newest report. Predictions drift when inputs drift or another version serves them.",
    kind: 'timeseries',
    unit: 'none',
    width: 12,
    minimum: 0,
    queries: [{ legend: '{{method}}', expression: of(drift.predictionDriftScore.name, 'method') }],
  },
  {
    title: 'Segments',
    description: 'Verdict of each segment of drift.segments over time: red is drifted. Empty without segments.',
    kind: 'statetimeline',
    unit: 'none',
    width: 12,
    words,
    queries: [{ legend: '{{segment}}', expression: of(drift.segmentDrifted.name, 'segment') }],
  },
  {
    title: 'Drifted features by segment',
    description: 'Share of the features that drifted in each segment of the newest report.',
    kind: 'timeseries',
    unit: 'percentunit',
    width: 12,
    minimum: 0,
    maximum: 1,
    queries: [{ legend: '{{segment}}', expression: of(drift.segmentDriftShare.name, 'segment') }],
  },
];
