import { predictorMetrics as metrics } from '@modelmonitor/api';
import { lateShare } from '../../alerts/latencyAlerts.ts';
import type { Board, Panel } from '../panel.ts';
import { anyQuantileRate, inRange, quantileRate, rate, rateBy, rateShare } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';
import { stepsFrom } from '../steps.ts';
import { confidencePanels, confidenceSteps, meanConfidence } from './confidencePanels.ts';
import { labelPanels } from './labelPanels.ts';
import { latencyPanel } from './latencyPanel.ts';
import { errorRateShare, latencyRate, lateRateShare } from './monitorRates.ts';
import { monitorVariables } from './monitorVariables.ts';
import { storePanels } from './storePanels.ts';
import { versionPanels } from './versionPanels.ts';

const predictions = ofMonitor(metrics.predictions.name);

const numbers: readonly Panel[] = [
  {
    title: 'Predictions per minute',
    description: 'Rows predicted per minute.',
    kind: 'stat',
    unit: 'cpm',
    width: 4,
    height: 4,
    queries: [{ legend: 'predictions', expression: `60 * sum(${rate(predictions)})` }],
  },
  {
    title: 'Average confidence',
    description: 'Mean probability of the predicted class: green from 0.8, red below 0.6. Empty for regression models.',
    kind: 'stat',
    unit: 'percentunit',
    width: 4,
    height: 4,
    decimals: 1,
    steps: confidenceSteps,
    queries: [{ legend: 'confidence', expression: meanConfidence() }],
  },
  {
    title: 'P95 latency',
    description: '95 % of the prediction requests complete within this time. The graph below shows the thresholds.',
    kind: 'stat',
    unit: 's',
    width: 4,
    height: 4,
    queries: [{ legend: 'P95', expression: latencyRate(0.95) }],
  },
  {
    title: 'Total predictions',
    description: 'Rows predicted in the displayed time range.',
    kind: 'stat',
    unit: 'short',
    width: 4,
    height: 4,
    decimals: 0,
    queries: [{ legend: 'predictions', expression: `sum(${inRange(predictions)})` }],
  },
  {
    title: 'Late predictions',
    description: 'Share of the prediction requests that took longer than alerts.latency.slaSeconds. LatencySLABreach fires above 5 %.',
    kind: 'stat',
    unit: 'percentunit',
    width: 4,
    height: 4,
    decimals: 2,
    steps: stepsFrom(lateShare),
    queries: [{ legend: 'late', expression: lateRateShare() }],
  },
  {
    title: 'Errors',
    description: 'Share of the prediction requests that were rejected or failed. The API performance dashboard shows the threshold.',
    kind: 'stat',
    unit: 'percentunit',
    width: 4,
    height: 4,
    decimals: 2,
    queries: [{ legend: 'errors', expression: errorRateShare() }],
  },
];

const speed: readonly Panel[] = [
  latencyPanel,
  {
    title: 'Model time, P95 by version',
    description: 'Time that the model takes for a request, without HTTP. Compare a new version with its predecessor here.',
    kind: 'timeseries',
    unit: 's',
    width: 12,
    minimum: 0,
    queries: [
      {
        legend: '{{version}}',
        expression: quantileRate(0.95, ofMonitor(`${metrics.predictionDuration.name}_bucket`), 'version'),
      },
    ],
  },
];

const predictionPanels: readonly Panel[] = [
  {
    title: 'Predicted classes',
    description: 'Share of each class in the predictions. A changing mix is prediction drift. Empty for regression models.',
    kind: 'timeseries',
    unit: 'percentunit',
    width: 12,
    minimum: 0,
    maximum: 1,
    stacked: 'normal',
    queries: [{ legend: '{{class}}', expression: sharesOf('class', metrics.predictedClass.name) }],
  },
  {
    title: 'Predicted values',
    description: 'Median, 10th and 90th percentile of the predicted values. Only for regression models.',
    kind: 'timeseries',
    unit: 'short',
    width: 12,
    queries: [0.1, 0.5, 0.9].map((share) => ({
      legend: `P${share * 100}`,
      expression: anyQuantileRate(share, ofMonitor(`${metrics.predictedValue.name}_bucket`)),
    })),
  },
];

/** Share of the rate of each value of a label. */
function sharesOf(label: string, metric: string): string {
  const series = ofMonitor(metric);
  return `${rateBy(label, series)} / on () group_left () (sum(${rate(series)}) > 0)`;
}

const labels: readonly Panel[] = [
  {
    title: 'Feedback',
    description:
      'Ground-truth labels per minute, by whether their prediction was still in the buffer. Matched labels are used for the performance metrics of the report.',
    kind: 'timeseries',
    unit: 'cpm',
    width: 12,
    minimum: 0,
    queries: [{ legend: '{{outcome}}', expression: `60 * ${rateBy('outcome', ofMonitor(metrics.feedback.name))}` }],
  },
  {
    title: 'Agreement of shadow versions',
    description: 'Share of the rows for which a shadow version made the same prediction. Empty without a shadow version.',
    kind: 'timeseries',
    unit: 'percentunit',
    width: 12,
    minimum: 0,
    maximum: 1,
    queries: [
      {
        legend: '{{version}}',
        expression: rateShare(
          ofMonitor(metrics.shadowPredictions.name, 'outcome="agrees"'),
          ofMonitor(metrics.shadowPredictions.name),
          'version',
        ),
      },
    ],
  },
];

export const modelPerformance: Board = {
  file: 'model-performance',
  uid: 'modelmonitor-model-performance',
  title: 'ModelMonitor / Model performance',
  description: 'Predictions of a model, their confidence and their latency.',
  variables: monitorVariables(false),
  targets: 'up{job=~"modelmonitor-.+"}',
  sections: [
    { title: 'Now', panels: numbers },
    { title: 'Speed', panels: speed },
    { title: 'Confidence', panels: confidencePanels },
    { title: 'Predictions', panels: predictionPanels },
    { title: 'Versions', panels: versionPanels },
    { title: 'Labels and shadows', panels: labels },
    { title: 'Performance by labels', panels: labelPanels },
    { title: 'Log of predictions', panels: storePanels },
  ],
};
