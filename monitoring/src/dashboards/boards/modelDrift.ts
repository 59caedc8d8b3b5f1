import { driftMetrics as drift } from '@modelmonitor/api';
import type { Board, Panel } from '../panel.ts';
import { orZero } from '../rate.ts';
import { ofMonitor } from '../seriesOf.ts';
import { stepsFrom, stepsUpTo } from '../steps.ts';
import { capturePanels } from './capturePanels.ts';
import { featurePanels } from './featurePanels.ts';
import { liveDriftPanels } from './liveDriftPanels.ts';
import { monitorVariables } from './monitorVariables.ts';

const of = (metric: string, matchers?: string) => `max(${ofMonitor(metric, matchers)})`;
const stat = { kind: 'stat', width: 3, height: 4 } as const;
const confirmed = of(drift.alertDriftConfirmed.name, 'severity="warning"');

const numbers: readonly Panel[] = [
  {
    ...stat,
    title: 'Verdict',
    description: 'Verdict after spec.drift.confirmation. DataDriftDetected fires while it is drifted. Empty before the first report.',
    unit: 'none',
    words: { 0: { text: 'stable', color: 'green' }, 1: { text: 'drifted', color: 'red' } },
    queries: [{ legend: 'verdict', expression: confirmed }],
  },
  {
    ...stat,
    title: 'Features drifted',
    description: 'Share of the features that drifted in the newest report. The graph below shows thresholds and levels.',
    unit: 'percentunit',
    decimals: 1,
    queries: [{ legend: 'share', expression: of(drift.driftShare.name) }],
  },
  {
    ...stat,
    title: 'Drift score',
    description: 'That share divided by drift.share. The data set has drifted at 1 or more.',
    unit: 'none',
    decimals: 2,
    steps: stepsFrom(1, 'orange'),
    queries: [{ legend: 'score', expression: of(drift.driftScore.name) }],
  },
  {
    ...stat,
    title: 'Age of the report',
    description: 'Time since the newest report was written.',
    unit: 's',
    decimals: 0,
    queries: [{ legend: 'age', expression: `time() - ${of(drift.reportLastSuccess.name)}` }],
  },
  {
    ...stat,
    title: 'Next report due in',
    description: 'Time until the newest report is stale. DriftReportStale fires below 0. Suspended checks have no value.',
    unit: 's',
    decimals: 0,
    steps: stepsUpTo(0),
    queries: [{ legend: 'due in', expression: `${of(drift.reportDue.name)} - time()` }],
  },
  {
    ...stat,
    title: 'Newest check',
    description: 'Whether the newest check produced a report. DriftRunFailing fires while it has failed.',
    unit: 'none',
    words: { 0: { text: 'succeeded', color: 'green' }, 1: { text: 'failed', color: 'red' } },
    queries: [
      {
        legend: 'newest check',
        expression: orZero(
          `(${of(drift.reportLastFailure.name)} > bool (${of(drift.reportLastSuccess.name)} or vector(0)))`,
          of(drift.reportLastSuccess.name),
        ),
      },
    ],
  },
  {
    ...stat,
    title: 'Failed checks',
    description: 'Failed drift checks in the displayed time range.',
    unit: 'short',
    decimals: 0,
    queries: [{ legend: 'failed', expression: `max(increase(${ofMonitor(drift.reportFailures.name)}[$__range]))` }],
  },
  {
    ...stat,
    title: 'Rows compared',
    description: 'Rows of the window that the newest report compared with the reference. With too few the verdict is unknown.',
    unit: 'short',
    decimals: 0,
    queries: [{ legend: 'rows', expression: of(drift.reportRows.name, 'side="current"') }],
  },
];

const share: Panel = {
  title: 'Share of drifted features',
  description:
    'In the newest report. Dashed: the shares at which DataDriftDetected (warning) and SevereDataDrift (critical) fire, and the levels of drift.levels with their actions.',
  kind: 'timeseries',
  unit: 'percentunit',
  width: 16,
  height: 9,
  minimum: 0,
  maximum: 1,
  queries: [
    { legend: 'share', expression: of(drift.driftShare.name), color: 'blue' },
    { legend: 'warning', expression: of(drift.alertDriftShare.name, 'severity="warning"'), color: 'orange', isLimit: true },
    { legend: 'critical', expression: of(drift.alertDriftShare.name, 'severity="critical"'), color: 'red', isLimit: true },
    {
      legend: 'level: {{action}}',
      expression: `max by (action) (${ofMonitor(drift.driftLevelShare.name)})`,
      color: 'purple',
      isLimit: true,
    },
  ],
};

const levels: Panel = {
  title: 'Levels',
  description: 'Recommended action by share of drifted features: drift.levels of the resource, by default at 20 %, 30 % and 50 %.',
  kind: 'bargauge',
  unit: 'percentunit',
  width: 8,
  height: 9,
  minimum: 0,
  maximum: 1,
  queries: [
    { legend: 'drifted now', expression: of(drift.driftShare.name), color: 'blue' },
    { legend: '{{action}}', expression: `sort(max by (action) (${ofMonitor(drift.driftLevelShare.name)}))`, color: 'purple' },
  ],
};

export const modelDrift: Board = {
  file: 'model-drift',
  uid: 'modelmonitor-model-drift',
  title: 'ModelMonitor / Model drift',
  description: "How far a model's inputs are from its reference data: in the newest report, and live.",
  variables: monitorVariables(false),
  targets: 'up{job=~"modelmonitor-.+"}',
  sections: [
    { title: 'Newest report', panels: [...numbers, share, levels] },
    { title: 'Features in the report', panels: featurePanels },
    { title: 'Live: all traffic of the last hour', panels: liveDriftPanels },
    { title: 'Captured rows', panels: capturePanels },
  ],
};
