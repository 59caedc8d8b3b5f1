import { driftMetrics } from '../../metrics/driftMetrics.ts';
import { livePsi } from '../../metrics/livePsi.ts';
import type { Metric } from '../../metrics/metric.ts';
import { operatorMetrics } from '../../metrics/operatorMetrics.ts';
import { predictorMetrics } from '../../metrics/predictorMetrics.ts';
import { markdownTable } from './markdownTable.ts';

/** The text of docs/metrics.md, generated from the catalogue. */
export function metricsDocs(): string {
  return [
    '# Metrics',
    '',
    'Generated from the catalogue in `api/src/metrics` by `npm run generate`; do not edit.',
    '',
    '## Predictor',
    '',
    'Every series also has the label `modelmonitor`. The default Node.js process metrics (`process_*`, `nodejs_*`) are exported too.',
    '',
    ...table(Object.values(predictorMetrics)),
    '',
    '## Drift',
    '',
    'Read from the stored reports: by the operator in a cluster, by the process itself elsewhere.',
    '',
    ...table(Object.values(driftMetrics)),
    '',
    '## Operator',
    '',
    'Names are those of controller-runtime and client-go where they have one, so that their dashboards work. Only the leader exports drift',
    'metrics and conditions of monitors.',
    '',
    ...table(Object.values(operatorMetrics)),
    '',
    '## Live drift in PromQL',
    '',
    'Population stability index of each feature over all traffic of the last hour, added up over all pods and without a stored row. An empty',
    'bin counts as a share of 0.0001; a feature without traffic gives no sample. A PSI of 0.1 deserves a look, one of 0.25 deserves action.',
    '',
    '```promql',
    livePsi,
    '```',
    '',
  ].join('\n');
}

function table(metrics: readonly Metric[]): string[] {
  return markdownTable(
    ['metric', 'type', 'labels', 'meaning'],
    metrics.map(({ name, type, labels, help }) => [`\`${name}\``, type, labels.map((label) => `\`${label}\``).join(', '), help]),
  );
}
