import { liveShares, predictorMetrics as metrics, psiOf, referenceShares } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { ofMonitor } from '../seriesOf.ts';
import { stepsAt } from '../steps.ts';

const matchers = ofMonitor('');
const livePsi = `sum by (feature) (${psiOf(liveShares(matchers), referenceShares(matchers))})`;
const values = (more?: string) => `sum by (feature) (increase(${ofMonitor(metrics.featureValues.name, more)}[1h]))`;

/** From where on the index says look, and act; docs/metrics.md says the same. */
const psiSteps = stepsAt([0.1, 'yellow'], [0.25, 'red']);

/** Drift of each feature without a stored row: from the counters of its bins. */
export const liveDriftPanels: readonly Panel[] = [
  {
    title: 'Live PSI',
    description:
      'Population stability index of each feature over the traffic of the last hour, of all pods: from 0.1 on look, from 0.25 on act. It does not wait for a report, and no alert is made of it.',
    kind: 'timeseries',
    unit: 'none',
    width: 16,
    height: 10,
    minimum: 0,
    decimals: 2,
    steps: psiSteps,
    stepsAs: 'line',
    queries: [{ legend: '{{feature}}', expression: livePsi }],
  },
  {
    title: 'Live PSI now',
    description: 'The same, now, largest first.',
    kind: 'bargauge',
    unit: 'none',
    width: 8,
    height: 10,
    minimum: 0,
    decimals: 2,
    steps: [{ color: 'green' }, ...psiSteps.slice(1)],
    queries: [{ legend: '{{feature}}', expression: `sort_desc(${livePsi})` }],
  },
  {
    title: 'Live missing values',
    description: 'Share of missing values of each feature over the traffic of the last hour.',
    kind: 'timeseries',
    unit: 'percentunit',
    width: 16,
    minimum: 0,
    queries: [{ legend: '{{feature}}', expression: `${values('bin="missing"')} / (${values()} > 0)` }],
  },
  {
    title: 'Features without live counters',
    description: 'Features beyond the first hundred, or redacted: of these only the report tells.',
    kind: 'stat',
    unit: 'short',
    width: 8,
    decimals: 0,
    queries: [{ legend: 'not counted', expression: `max(${ofMonitor(metrics.featuresNotCounted.name)})` }],
  },
];
