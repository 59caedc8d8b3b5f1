import { driftMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert, Look, Severity } from './alert.ts';
import { asDuration, gaugeOf, theMonitor } from './monitorMessage.ts';

/** So long a state is told on that the operators' taking turns hides for a moment. */
const keepFiringFor = '5m';

const confirmed = (severity: Severity) => `max by (${perMonitor}) (${metrics.alertDriftConfirmed.name}{severity="${severity}"}) == 1`;

const shares = (severity: Severity) =>
  `${gaugeOf(metrics.driftShare.name, 'humanizePercentage')} of the features of ${theMonitor} drifted in the newest report; the threshold is ${gaugeOf(metrics.alertDriftShare.name, 'humanizePercentage', `severity='${severity}',`)}.`;

const looks: readonly Look[] = [
  { say: 'Which features, worst first, in the newest report:', shell: "kubectl get mm wine -n default -o jsonpath='{.status.drift}'" },
  {
    say: 'The report itself, with every distribution beside its reference:',
    shell: "kubectl get configmap wine-drift -n default -o jsonpath='{.binaryData.report\\.html\\.gz}' | base64 -d | gunzip > report.html",
  },
  {
    say: 'The same in Prometheus, and whether all traffic shows it, not only the captured rows:',
    promql: `${metrics.featureDrifted.name}{namespace="default", modelmonitor="wine"} == 1`,
  },
  { say: '', promql: 'topk(5, modelmonitor_feature:feature_values:psi1h{namespace="default", modelmonitor="wine"})' },
];

const compares = { quantity: metrics.driftShare.name, threshold: metrics.alertDriftShare.name };

export const driftAlerts: readonly Alert[] = [
  {
    name: 'DataDriftDetected',
    summary: 'The inputs of the model have drifted.',
    description: shares('warning'),
    rules: [{ severity: 'warning', keepFiringFor, expression: confirmed('warning') }],
    compares,
    runbook: {
      meaning:
        'The share of drifted features reached `spec.alerts.driftShare` (`spec.drift.share` when that is absent) in as many of the newest runs as `spec.drift.confirmation` asks for. One odd run neither raises nor ends it where more than one is asked for.',
      impact: 'The model answers for inputs it has not been trained on; its accuracy is not known until labels come.',
      look: looks,
      mend: [
        'First ask what changed before the model: a unit, a default, a new source, an upstream release. Mend that.',
        'If the world changed, train on newer data, try it as a shadow version, then give it traffic; take the new data as reference.',
        'A feature that drifts with every season: a method or threshold of its own in `spec.drift.methods.features`.',
        'Alarms that come and go: `spec.drift.confirmation`, `spec.drift.correction`, a larger window.',
      ],
    },
  },
  {
    name: 'SevereDataDrift',
    summary: 'Most inputs of the model have drifted.',
    description: shares('critical'),
    rules: [{ severity: 'critical', keepFiringFor, expression: confirmed('critical') }],
    compares,
    runbook: {
      meaning:
        'As DataDriftDetected, which it mutes, from a higher share on: the highest of `spec.drift.levels` above that of the warning or, where none is above, halfway between the warning and all features.',
      impact:
        'So many features do not drift by themselves: a broken pipeline, swapped columns or another population is likely. Answers should not be relied on.',
      look: looks,
      mend: [
        'Stop what depends on the answers, or fall back to what was done before the model.',
        'Compare a few rows of today with rows of the reference by eye: swapped columns and changed units show at once.',
        'Then as for DataDriftDetected.',
      ],
    },
  },
  {
    name: 'DriftReportStale',
    summary: 'Drift checks give no report any more.',
    description: `A drift report of ${theMonitor} has been due for ${asDuration}.`,
    rules: [
      { severity: 'warning', for: '5m', keepFiringFor, expression: `time() - max by (${perMonitor}) (${metrics.reportDue.name}) > 0` },
    ],
    compares: { quantity: metrics.reportDue.name, threshold: 0 },
    runbook: {
      meaning:
        'The newest report is older than `spec.alerts.staleAfter` or, when that is absent, three times of the schedule went by without one. Paused checks and a monitor without its first report do not raise it.',
      impact: 'Drift is not looked for; the metrics of drift say what was so when the last report was written.',
      look: [
        { say: 'Whether the schedule runs:', shell: 'kubectl get cronjob,jobs -n default -l modelmonitor.dev/monitor=wine' },
        { say: 'What the operator says:', shell: "kubectl get mm wine -n default -o jsonpath='{.status.conditions}'" },
        { say: 'How old the report is:', promql: `time() - ${metrics.reportLastSuccess.name}{namespace="default", modelmonitor="wine"}` },
      ],
      mend: [
        'No Job: the CronJob is suspended, or the cluster starts none (quota, no room on a node).',
        'Jobs that fail: DriftRunFailing says why.',
        'Jobs that succeed and no report: the operator does not run (ModelMonitorOperatorNoLeader).',
      ],
    },
  },
  {
    name: 'DriftRunFailing',
    summary: 'The newest drift check failed.',
    description: `The newest drift check of ${theMonitor} failed; {{ with printf "max(${metrics.reportFailures.name}{namespace='%s',modelmonitor='%s'})" $labels.namespace $labels.modelmonitor | query }}{{ . | first | value | printf "%.0f" }}{{ end }} have failed so far.`,
    rules: [
      {
        severity: 'warning',
        for: '1m',
        keepFiringFor,
        expression: `max by (${perMonitor}) (${metrics.reportLastFailure.name}) > max by (${perMonitor}) (${metrics.reportLastSuccess.name})
or
(max by (${perMonitor}) (${metrics.reportLastFailure.name}) unless max by (${perMonitor}) (${metrics.reportLastSuccess.name}))`,
      },
    ],
    compares: { quantity: metrics.reportLastFailure.name, threshold: metrics.reportLastSuccess.name },
    runbook: {
      meaning: 'The newest run of the drift check came to no report, or none has ever come to one.',
      impact: 'The report before counts on. After three missed times DriftReportStale follows.',
      look: [
        { say: 'Why it failed, in a sentence:', shell: "kubectl get mm wine -n default -o jsonpath='{.status.drift.lastFailure}'" },
        { say: 'The log of the Job that is named there:', shell: 'kubectl logs -n default job/wine-drift-29405820' },
      ],
      mend: [
        'No pod gave rows: PredictorDown, or a NetworkPolicy between the drift job and the pods.',
        'The reference cannot be read: its ConfigMap, claim or address, and the key in `spec.drift.reference.source`.',
        'Then start a run by hand: `kubectl create job -n default --from=cronjob/wine-drift again`.',
      ],
    },
  },
];
