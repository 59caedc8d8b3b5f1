import { operatorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert } from './alert.ts';
import { asPercentage, theMonitor } from './monitorMessage.ts';

/** Other operators export the same names. */
const job = 'job="modelmonitor-operator"';

/** Share of reconciles that may fail. */
export const mostFailing = 0.1;

/** Monitors that may wait: a queue this short is soon empty. */
export const mostWaiting = 10;

const log = 'kubectl logs -n modelmonitor -l app.kubernetes.io/name=modelmonitor-operator --tail=100';

export const operatorAlerts: readonly Alert[] = [
  {
    name: 'ModelMonitorOperatorNoLeader',
    summary: 'No operator is active.',
    description: 'No ModelMonitor operator in namespace {{ $labels.namespace }} holds the leader lease, or none can be scraped.',
    rules: [
      {
        severity: 'critical',
        for: '4m',
        expression: `max by (namespace) (${metrics.leader.name}{${job}} or 0 * up{${job}}) == 0`,
      },
    ],
    compares: { quantity: metrics.leader.name, threshold: 0 },
    runbook: {
      meaning:
        'For four minutes no replica of the operator held the lease, or none could be scraped. An operator without any pod raises ModelMonitorOperatorAbsent instead.',
      impact:
        'Models continue to serve, and drift jobs continue to run. Changes of resources have no effect, reports are not archived, and drift metrics are missing, so no drift alert can fire.',
      diagnosis: [
        { text: 'Check the pods and the lease:', shell: 'kubectl get pods,leases -n modelmonitor' },
        { text: 'Read the log of the replicas:', shell: log },
      ],
      remediation: [
        'Pods that are not ready wait for their caches: the API server is slow, or the operator lacks a permission, which the log names.',
        'A lease held by a pod that no longer exists expires after 15 seconds. If no replica acquires it then, the operator lacks permission to update leases.',
      ],
    },
  },
  {
    name: 'ModelMonitorOperatorReconcileErrors',
    summary: 'The operator fails to apply resources.',
    description: `${asPercentage} of the reconciles of the operator in namespace {{ $labels.namespace }} fail.`,
    rules: [
      {
        severity: 'warning',
        for: '15m',
        expression: `sum by (namespace) (rate(${metrics.reconcileErrors.name}{${job}}[10m]))
/
sum by (namespace) (rate(${metrics.reconciles.name}{${job}}[10m]))
> ${mostFailing}`,
      },
    ],
    compares: { quantity: metrics.reconcileErrors.name, threshold: mostFailing },
    runbook: {
      meaning: 'For a quarter of an hour more than a tenth of the reconciles failed.',
      impact: 'Some monitors are not in the state that their resource describes. Models that are running continue to serve.',
      diagnosis: [
        { text: 'Find the monitors that are not ready, and the reason:', shell: 'kubectl get mm -A; kubectl describe mm wine -n default' },
        {
          text: 'Check the errors of the API server:',
          promql: `sum by (code, method) (rate(${metrics.requests.name}{${job}, code!~"2.."}[10m]))`,
        },
        { text: 'Read the log of the operator:', shell: log },
      ],
      remediation: [
        '403: a permission is missing; `docs/operator.md` lists them. 409: another controller writes the same fields. 422: the message names the field.',
        'If an object of the same name belongs to another owner, rename one of the two.',
      ],
    },
  },
  {
    name: 'ModelMonitorOperatorQueueGrowing',
    summary: "The operator's work queue is growing.",
    description:
      '{{ $value | printf "%.0f" }} monitors wait for the operator in namespace {{ $labels.namespace }}, and the number is growing.',
    rules: [
      {
        severity: 'warning',
        for: '10m',
        expression: `sum by (namespace) (min_over_time(${metrics.queueDepth.name}{${job}}[10m])) > ${mostWaiting}
and
sum by (namespace) (deriv(${metrics.queueDepth.name}{${job}}[10m])) > 0`,
      },
    ],
    compares: { quantity: metrics.queueDepth.name, threshold: mostWaiting },
    runbook: {
      meaning: `For ten minutes more than ${mostWaiting} monitors waited for a reconcile, and their number grew. A long queue that gets shorter, as after a start, does not raise it.`,
      impact: 'Changes, status and drift metrics are delayed.',
      diagnosis: [
        {
          text: 'Check the duration of reconciles:',
          promql: `histogram_quantile(0.95, sum by (le) (rate(${metrics.reconcileSeconds.name}_bucket{${job}}[10m])))`,
        },
        { text: 'Check whether the API server throttles or fails:', promql: `sum by (code) (rate(${metrics.requests.name}{${job}}[10m]))` },
      ],
      remediation: [
        'Raise the number of workers and of requests per second: `--workers` and `--qps` of the operator.',
        'If the process is at its CPU limit, raise the limit.',
      ],
    },
  },
  {
    name: 'ModelMonitorNotScraped',
    summary: 'Prometheus does not scrape the model.',
    description: `No Prometheus selects the ServiceMonitor of ${theMonitor}: its latency, errors and traffic are not measured.`,
    rules: [
      {
        severity: 'warning',
        for: '15m',
        expression: `max by (${perMonitor}) (${metrics.condition.name}{type="MetricsScraped", status="False", reason="NotSelected"}) == 1`,
      },
    ],
    compares: { quantity: metrics.condition.name, threshold: 1 },
    runbook: {
      meaning:
        'For a quarter of an hour the condition MetricsScraped has been False with the reason NotSelected: there are Prometheus resources, but none of their selectors matches the labels of the ServiceMonitor.',
      impact:
        'Alerts on the predictor cannot fire, and its dashboards are empty. Drift alerts still work: the operator exports the drift metrics.',
      diagnosis: [
        {
          text: 'Read in the message which labels the selectors require:',
          shell: 'kubectl get mm wine -n default -o jsonpath=\'{.status.conditions[?(@.type=="MetricsScraped")].message}\'',
        },
      ],
      remediation: ['Set the label in `spec.monitoring.serviceMonitor.labels`; often it is `release: kube-prometheus-stack`.'],
    },
  },
];
