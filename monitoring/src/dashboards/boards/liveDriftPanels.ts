import { liveShares, predictorMetrics as metrics, psiOf, referenceShares } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { ofMonitor } from '../seriesOf.ts';
import { stepsAt } from '../steps.ts';

const matchers = ofMonitor('');
const livePsi = `sum by (feature) (${psiOf(liveShares(matchers), referenceShares(matchers))})`;
const values = (more?: string) => `sum by (feature) (increase(${ofMonitor(metrics.featureValues.name, more)}[1h]))`;

/** Bands of moderate and strong drift, as in docs/metrics.md. */
const psiSteps = stepsAt([0.1, 'yellow'], [0.25, 'red']);

/** Drift of each feature computed from bin counters, without stored rows. */
export const liveDriftPanels: readonly Panel[] = [
  {
    title: 'Live PSI',
    description:
      'Population stability index of each feature over the last hour of traffic, over all pods. From 0.1 on drift is moderate, from 0.25 on strong. It needs no report, and no alert uses it.',
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
    description: 'Current values, largest first.',
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
    description: 'Share of missing values of each feature over the last hour of traffic.',
    kind: 'timeseries',
    unit: 'percentunit',
    width: 16,
    minimum: 0,
    queries: [{ legend: '{{feature}}', expression: `${values('bin="missing"')} / (${values()} > 0)` }],
  },
  {
    title: 'Features without live counters',
    description: 'Features beyond the first 100, and redacted features. Only the report covers them.',
    kind: 'stat',
    unit: 'short',
    width: 8,
    decimals: 0,
    queries: [{ legend: 'not counted', expression: `max(${ofMonitor(metrics.featuresNotCounted.name)})` }],
  },
];
