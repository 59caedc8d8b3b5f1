import { predictorMetrics as metrics } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { inRange, rate, rateBy } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';

const confidence = metrics.predictionConfidence.name;

/** Under 0.6 a model of two classes hardly does better than to guess; from 0.8 on it is sure. */
export const confidenceSteps = [{ color: 'red' }, { from: 0.6, color: 'yellow' }, { from: 0.8, color: 'green' }] as const;

/** Mean probability of the predicted class, by some labels. */
export function meanConfidence(by = ''): string {
  const [sum, count] = [`${confidence}_sum`, `${confidence}_count`].map((name) =>
    by === '' ? `sum(${rate(ofMonitor(name))})` : rateBy(by, ofMonitor(name)),
  );
  return `${sum} / (${count} > 0)`;
}

/** How sure a model is: over time, and how its answers spread. */
export const confidencePanels: readonly Panel[] = [
  {
    title: 'Confidence by version',
    description:
      'Mean probability of the predicted class, over bands at 0.6 and 0.8. It falls when inputs are unlike those of the training.',
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
      'Answers in the time that is shown by the probability of the predicted class, each bar up to its bound: for a model that says who wins, the win probability.',
    kind: 'bargauge',
    unit: 'short',
    width: 12,
    minimum: 0,
    decimals: 0,
    queries: [{ legend: 'up to {{le}}', expression: `sum by (le) (${inRange(ofMonitor(`${confidence}_bucket`))})`, areBuckets: true }],
  },
];
