import { driftMetrics as metrics, operatorMetrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert, DiagnosisStep, Severity } from './alert.ts';
import { asDuration, gaugeOf, theMonitor } from './monitorMessage.ts';

/** How long an alert keeps firing while a change of leaders hides its series. */
const keepFiringFor = '5m';

const confirmation = (severity: Severity) => `max by (${perMonitor}) (${metrics.alertDriftConfirmed.name}{severity="${severity}"}) == 1`;

const shares = (severity: Severity) =>
  `${gaugeOf(metrics.driftShare.name, 'humanizePercentage')} of the features of ${theMonitor} drifted in the newest report. This alert fires from ${gaugeOf(metrics.alertDriftShare.name, 'humanizePercentage', `severity='${severity}',`)}; the data set counts as drifted from ${gaugeOf(metrics.driftShareThreshold.name, 'humanizePercentage')}.`;

const diagnosis: readonly DiagnosisStep[] = [
  {
    text: 'List the drifted features of the newest report, worst first:',
    shell: "kubectl get mm wine -n default -o jsonpath='{.status.drift}'",
  },
  {
    text: 'Open the report, which shows each distribution beside its reference:',
    shell: 'modelmonitor report wine -n default --open',
  },
  {
    text: 'The same from Prometheus, then the PSI of all traffic rather than of the captured rows only:',
    promql: `${metrics.featureDrifted.name}{namespace="default", modelmonitor="wine"} == 1`,
  },
  { text: '', promql: 'topk(5, modelmonitor_feature:feature_values:psi1h{namespace="default", modelmonitor="wine"})' },
];

const compares = { quantity: metrics.driftShare.name, threshold: metrics.alertDriftShare.name };

export const driftAlerts: readonly Alert[] = [
  {
    name: 'DataDriftDetected',
    summary: 'The inputs of the model have drifted.',
    description: shares('warning'),
    rules: [{ severity: 'warning', keepFiringFor, expression: confirmation('warning') }],
    compares,
    runbook: {
      meaning:
        'The share of drifted features reached `spec.alerts.driftShare` (or, if absent, `spec.drift.share`) in as many of the newest runs as `spec.drift.confirmation` requires. With more than one run required, a single odd run neither raises nor ends this alert.',
      impact: 'The model predicts on data unlike its training data. Its accuracy is unknown until labels arrive.',
      diagnosis,
      remediation: [
        'Check first what changed upstream of the model: a unit, a default value, a data source, a release. Fix it there.',
        'If the population itself changed, train on newer data, test the result as a shadow version, then give it traffic. Use the new data as the reference.',
        'For a feature that drifts with the season, set its own method or threshold in `spec.drift.methods.features`.',
        'For alerts that come and go, set `spec.drift.confirmation`, or enlarge the window.',
      ],
    },
  },
  {
    name: 'SevereDataDrift',
    summary: 'Most inputs of the model have drifted.',
    description: shares('critical'),
    rules: [{ severity: 'critical', keepFiringFor, expression: confirmation('critical') }],
    compares,
    runbook: {
      meaning:
        'Like DataDriftDetected, which this alert mutes, at a higher share: the highest of `spec.drift.levels` above the share of the warning or, if there is none, halfway between that share and all features.',
      impact:
        'So many features rarely drift on their own: a broken pipeline, swapped columns or a different population is likely. Do not rely on the predictions.',
      diagnosis,
      remediation: [
        'Stop what acts on the predictions, or switch to the fallback that does not use the model.',
        "Compare a few of today's rows with rows of the reference: swapped columns and changed units are easy to see.",
        'Then continue as for DataDriftDetected.',
      ],
    },
  },
  {
    name: 'SegmentDriftDetected',
    summary: 'The inputs of the model have drifted in one segment.',
    description: `Segment {{ $labels.segment }} of ${theMonitor} drifted in the newest report.`,
    rules: [
      {
        severity: 'warning',
        keepFiringFor,
        expression: `max by (${perMonitor}, segment) (${metrics.segmentDrifted.name}) == 1`,
      },
    ],
    compares: { quantity: metrics.segmentDrifted.name, threshold: 1 },
    runbook: {
      meaning:
        'In the newest report, the share of drifted features of a segment (`spec.drift.segments`) reached `spec.drift.share`. P-values are corrected over the columns of all segments. DataDriftDetected mutes this alert; `spec.drift.confirmation` does not apply to segments.',
      impact: 'The model predicts for this part of its traffic on data unlike its training data, while all rows together may look stable.',
      diagnosis: [
        {
          text: 'Compare the segments of the newest report:',
          promql: `${metrics.segmentDriftShare.name}{namespace="default", modelmonitor="wine"}`,
        },
        {
          text: 'Open the report, which lists the drifted features of each segment:',
          shell: 'modelmonitor report wine -n default --open',
        },
      ],
      remediation: [
        'Check what changed upstream for this part only: a region, a client, a data source, a release of a form.',
        'For a segment of a version: the version receives other traffic than before; check weights and routing.',
        'If the population of the segment changed, train on newer data and use it as the reference.',
      ],
    },
  },
  {
    name: 'DriftReportStale',
    summary: 'Drift reports are overdue.',
    description: `The next drift report of ${theMonitor} is overdue by ${asDuration}.`,
    rules: [
      { severity: 'warning', for: '5m', keepFiringFor, expression: `time() - max by (${perMonitor}) (${metrics.reportDue.name}) > 0` },
    ],
    compares: { quantity: metrics.reportDue.name, threshold: 0 },
    runbook: {
      meaning:
        'The newest report is older than `spec.alerts.staleAfter` or, if that is absent, three scheduled runs passed without a report. Suspended checks, and monitors that have no report yet, do not raise this alert.',
      impact: 'Drift goes undetected: the drift metrics still show the values of the last report.',
      diagnosis: [
        { text: 'Check that the schedule runs:', shell: 'kubectl get cronjob,jobs -n default -l modelmonitor.dev/monitor=wine' },
        { text: 'Read the conditions of the monitor:', shell: "kubectl get mm wine -n default -o jsonpath='{.status.conditions}'" },
        {
          text: 'Check the age of the report in seconds:',
          promql: `time() - ${metrics.reportLastSuccess.name}{namespace="default", modelmonitor="wine"}`,
        },
      ],
      remediation: [
        'No Job was created: the CronJob is suspended, or the cluster cannot start Jobs (quota, no capacity on a node).',
        'Jobs fail: see DriftRunFailing.',
        'Jobs succeed without a new report: the operator is not running (see ModelMonitorOperatorNoLeader).',
      ],
    },
  },
  {
    name: 'DriftRunFailing',
    summary: 'The newest drift check failed.',
    description: `The newest drift check of ${theMonitor} failed; {{ with printf "max(${metrics.reportFailures.name}{namespace='%s',modelmonitor='%s'})" $labels.namespace $labels.modelmonitor | query }}{{ . | first | value | printf "%.0f" }}{{ end }} runs have failed so far.`,
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
      meaning: 'The newest run of the drift check ended without a report, or no run has ever produced one.',
      impact: 'The previous report remains in force. After three missed reports DriftReportStale fires.',
      diagnosis: [
        { text: 'Read the reason of the failure:', shell: "kubectl get mm wine -n default -o jsonpath='{.status.drift.lastFailure}'" },
        { text: 'Read the log of the Job named there:', shell: 'kubectl logs -n default job/wine-drift-29405820' },
      ],
      remediation: [
        'No pod returned rows: see PredictorDown, or check the NetworkPolicies between the drift job and the pods.',
        'The reference cannot be read: check the ConfigMap and the key in `spec.drift.reference.source`.',
        'Then start a run manually: `kubectl create job -n default --from=cronjob/wine-drift again`.',
      ],
    },
  },
  {
    name: 'DriftReportIncomplete',
    summary: 'Drift reports lack the rows of some pods.',
    description: `The newest drift report of ${theMonitor} lacks the rows of some pods.`,
    rules: [
      {
        severity: 'warning',
        for: '15m',
        keepFiringFor,
        expression: `max by (${perMonitor}) (${operatorMetrics.condition.name}{type="ReportComplete", status="False"}) == 1`,
      },
    ],
    compares: { quantity: operatorMetrics.condition.name, threshold: 1 },
    runbook: {
      meaning: 'For a quarter of an hour the newest report has been one to which some pods gave no rows.',
      impact: 'The verdict is about a part of the traffic only, or there is none, for the lack of rows.',
      diagnosis: [
        {
          text: 'Read which pods are missing and why:',
          shell: 'kubectl get mm wine -n default -o jsonpath=\'{.status.conditions[?(@.type=="ReportComplete")].message}\'',
        },
        { text: 'Count the pods of the newest report:', promql: `${metrics.reportPods.name}{namespace="default", modelmonitor="wine"}` },
      ],
      remediation: [
        'A NetworkPolicy between the drift job and port 9090 of the pods, or a service mesh: allow it.',
        'A pod that is overloaded, or that stopped while the check ran: the next check is complete. If it is not, see PredictorDown.',
      ],
    },
  },
];
