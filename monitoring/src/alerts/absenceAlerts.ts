import { operatorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import { predictorUp } from '../rules/servingRecords.ts';
import type { Alert } from './alert.ts';
import { theMonitor } from './monitorMessage.ts';

/** Targets of the operator. Namespaces differ: the chart writes its own here. */
const targets = 'up{job="modelmonitor-operator", namespace="modelmonitor"}';

/** One alert per cluster, where one Prometheus holds the series of several; elsewhere no series has the label. */
const perOperator = 'cluster, namespace';

const ofOperator = 'job="modelmonitor-operator"';

const where = 'namespace {{ $labels.namespace }}{{ with $labels.cluster }} of cluster {{ . }}{{ end }}';

const condition = (type: string) => `max by (${perMonitor}) (${metrics.condition.name}{type="${type}", status="True"})`;

/** Alerts on what is missing: of these series nothing can be compared with a threshold. */
export const absenceAlerts: readonly Alert[] = [
  {
    name: 'ModelMonitorOperatorAbsent',
    summary: 'The operator is gone: Prometheus has no target of it.',
    description: `Prometheus has no target of the ModelMonitor operator in ${where}: no drift alert can fire.`,
    rules: [
      {
        severity: 'critical',
        for: '3m',
        // A day of history names the cluster of a target that is gone; without history there is the namespace only.
        expression: `group by (${perOperator}) (present_over_time(${targets}[1d]))
unless on (${perOperator})
group by (${perOperator}) (${targets})
or
group by (namespace) (absent_over_time(${targets}[1d]))`,
      },
    ],
    compares: { quantity: 'up', threshold: 0 },
    runbook: {
      meaning:
        'For three minutes Prometheus had no target of the operator: the Deployment has no pod (scaled to zero, or its pods cannot be created), or no Prometheus that evaluates this rule selects the ServiceMonitor of the operator. Pods that exist and cannot be scraped raise ModelMonitorOperatorNoLeader instead.',
      impact:
        'Models continue to serve, and drift jobs continue to run. Changes of resources have no effect, reports are not archived, and all drift metrics are missing, so no drift alert can fire or end.',
      diagnosis: [
        {
          text: 'Check whether the operator has pods, and why it has none:',
          shell: 'kubectl get deployments,replicasets,pods -n modelmonitor; kubectl get events -n modelmonitor',
        },
        {
          text: 'If its pods run, compare the labels of the ServiceMonitor with the selector of Prometheus:',
          shell:
            "kubectl get servicemonitors -n modelmonitor --show-labels; kubectl get prometheuses -A -o jsonpath='{.items[*].spec.serviceMonitorSelector}'",
        },
      ],
      remediation: [
        'Scale the Deployment up again, or remove what prevents its pods: a quota, an admission webhook, a missing image.',
        'Set the label that Prometheus selects by in the chart value `serviceMonitor.labels`.',
        'Several Prometheus servers that load the rules, of which one scrapes the operator: let only that one select the PrometheusRule (`prometheusRule.labels`).',
      ],
    },
  },
  {
    name: 'ModelMonitorOperatorMetricsMissing',
    summary: 'The metrics of the monitors are missing.',
    description: `The ModelMonitor operator in ${where} leads and manages {{ $value }} monitors, but Prometheus has no series of any monitor: no drift alert can fire.`,
    rules: [
      {
        severity: 'critical',
        for: '3m',
        expression: `max by (${perOperator}) (sum without (ready) (${metrics.monitors.name}{${ofOperator}})) > 0
and on (${perOperator})
max by (${perOperator}) (${metrics.leader.name}{${ofOperator}}) == 1
unless on (cluster)
group by (cluster) (${metrics.condition.name}{${ofOperator}})`,
      },
    ],
    compares: { quantity: metrics.monitors.name, threshold: 0 },
    runbook: {
      meaning:
        'For three minutes a leading operator reported monitors, and Prometheus had no series `modelmonitor_condition`, which the operator exports for each of them.',
      impact: 'No drift alert can fire, and the dashboards of drift are empty.',
      diagnosis: [
        {
          text: 'Check what the leader exports:',
          shell:
            "kubectl get --raw '/api/v1/namespaces/modelmonitor/services/modelmonitor-operator:metrics/proxy/metrics' | grep -c modelmonitor_condition",
        },
        { text: 'Check what Prometheus keeps of a scrape:', promql: `scrape_samples_post_metric_relabeling{${ofOperator}}` },
      ],
      remediation: [
        'If the operator exports the series, a `metricRelabelings` of the ServiceMonitor, or a relabeling of Prometheus itself, drops them.',
        'If it does not, read its log: it has not reconciled any monitor yet.',
      ],
    },
  },
  {
    name: 'ModelMonitorTargetMissing',
    summary: 'Prometheus has no target of the model.',
    description: `${theMonitor} is available and a Prometheus selects its ServiceMonitor, but there is no target: its latency, errors and traffic are not measured.`,
    rules: [
      {
        severity: 'warning',
        for: '4m',
        expression: `${condition('MetricsScraped')} == 1
and on (${perMonitor})
${condition('PredictorAvailable')} == 1
unless on (${perMonitor})
${predictorUp}`,
      },
    ],
    compares: { quantity: metrics.condition.name, threshold: 1 },
    runbook: {
      meaning:
        'For four minutes the predictor of the monitor was available and the selectors of a Prometheus matched its ServiceMonitor, but the Prometheus that evaluates this rule had no target of it, not even one that is down.',
      impact: 'Alerts on the predictor cannot fire, and its dashboards are empty. Drift alerts still work.',
      diagnosis: [
        {
          text: 'Check whether the Prometheus operator rejected the ServiceMonitor:',
          shell: 'kubectl get events -n default --field-selector reason=InvalidConfiguration',
        },
        { text: 'List the targets of predictors:', promql: 'count by (namespace, modelmonitor) (up{job="modelmonitor-predictor"})' },
      ],
      remediation: [
        'Rejected: the event names the field. A `scrapeClass` or an enforced limit of the Prometheus resource may rule it out.',
        'Several Prometheus servers: let the one that scrapes the predictors load the rules (`prometheusRule.labels`).',
      ],
    },
  },
];
