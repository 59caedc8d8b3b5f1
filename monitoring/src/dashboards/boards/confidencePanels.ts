import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { inRange, rate, rateBy } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';

const confidence = metrics.predictionConfidence.name;

/** Below 0.6 a model with two classes is hardly better than guessing; from 0.8 on it is confident. */
export const confidenceSteps = [{ color: 'red' }, { from: 0.6, color: 'yellow' }, { from: 0.8, color: 'green' }] as const;

/** Mean probability of the predicted class, by some labels. */
export function meanConfidence(by = ''): string {
  const [sum, count] = [`${confidence}_sum`, `${confidence}_count`].map((name) =>
    by === '' ? `sum(${rate(ofMonitor(name))})` : rateBy(by, ofMonitor(name)),
  );
  return `${sum} / (${count} > 0)`;
}

/** Confidence of a model over time, and its distribution. */
export const confidencePanels: readonly Panel[] = [
  {
    title: 'Confidence by version',
    description: 'Mean probability of the predicted class, with bands at 0.6 and 0.8. It falls when inputs differ from the training data.',
    kind: 'timeseries',
    unit: 'percentunit',
    width: 12,
    minimum: 0,
    maximum: 1,
    steps: confidenceSteps,
    stepsAs: 'area',
    queries: [{ legend: '{{version}}', expression: meanConfidence('version') }],
  },
  {
    title: 'Distribution of confidence',
    description:
      'Predictions in the displayed time range by the probability of the predicted class; each bar is labelled with its upper bound.',
    kind: 'bargauge',
    unit: 'short',
    width: 12,
    minimum: 0,
    decimals: 0,
    queries: [{ legend: 'up to {{le}}', expression: `sum by (le) (${inRange(ofMonitor(`${confidence}_bucket`))})`, areBuckets: true }],
  },
];
