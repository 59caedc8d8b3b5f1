import { operatorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert } from './alert.ts';
import { asPercentage, theMonitor } from './monitorMessage.ts';

/** Other operators export the same names. */
const job = 'job="modelmonitor-operator"';

/** Share of reconciles that may fail. */
export const mostFailing = 0.1;

/** Monitors that may wait: a queue as short is soon empty. */
export const mostWaiting = 10;

const log = 'kubectl logs -n modelmonitor -l app.kubernetes.io/name=modelmonitor-operator --tail=100';

export const operatorAlerts: readonly Alert[] = [
  {
    name: 'ModelMonitorOperatorNoLeader',
    summary: 'No operator leads.',
    description: 'No ModelMonitor operator in namespace {{ $labels.namespace }} leads, or none can be scraped.',
    rules: [
      {
        severity: 'critical',
        for: '5m',
        expression: `max by (namespace) (${metrics.leader.name}{${job}} or 0 * up{${job}}) == 0`,
      },
    ],
    compares: { quantity: metrics.leader.name, threshold: 0 },
    runbook: {
      meaning: 'For five minutes no replica of the operator held the lease, or none could be scraped.',
      impact:
        'Models serve on and drift jobs run on. Changes of resources are not carried out, reports are not kept, and metrics of drift are missing: no alert of drift can come.',
      look: [
        { say: 'The pods and the lease:', shell: 'kubectl get pods,leases -n modelmonitor' },
        { say: 'What the replicas say:', shell: log },
      ],
      mend: [
        'Pods that are not ready wait for their caches: the API server is slow, or the operator lacks a right; the log names it.',
        'A lease that names a pod that is gone is taken over after 15 seconds; if not, the operator may not update leases.',
      ],
    },
  },
  {
    name: 'ModelMonitorOperatorReconcileErrors',
    summary: 'The operator fails to carry out what resources ask for.',
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
      impact: 'Some monitors are not as their resource asks for; those that are serve on.',
      look: [
        { say: 'Which monitors are not ready, and why:', shell: 'kubectl get mm -A; kubectl describe mm wine -n default' },
        { say: 'What the API server answers:', promql: `sum by (code, method) (rate(${metrics.requests.name}{${job}, code!~"2.."}[10m]))` },
        { say: 'What the operator says:', shell: log },
      ],
      mend: [
        '403: a right is missing; `docs/operator.md` lists them. 409: another controller writes the same fields. 422: the message names the field.',
        'An object of the same name that belongs to somebody else: rename one of the two.',
      ],
    },
  },
  {
    name: 'ModelMonitorOperatorQueueGrowing',
    summary: 'The operator does not keep up.',
    description: '{{ $value | printf "%.0f" }} monitors wait for the operator in namespace {{ $labels.namespace }}, and they become more.',
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
      impact: 'Changes, status and metrics of drift come late.',
      look: [
        {
          say: 'How long a reconcile takes:',
          promql: `histogram_quantile(0.95, sum by (le) (rate(${metrics.reconcileSeconds.name}_bucket{${job}}[10m])))`,
        },
        { say: 'Whether the API server is slow, or throttles:', promql: `sum by (code) (rate(${metrics.requests.name}{${job}}[10m]))` },
      ],
      mend: [
        'More workers and requests a second: flags `--workers` and `--qps` of the operator.',
        'A process at its processor limit: raise it.',
      ],
    },
  },
  {
    name: 'ModelMonitorNotScraped',
    summary: 'No Prometheus selects the ServiceMonitor.',
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
        'For a quarter of an hour the condition MetricsScraped has been False with the reason NotSelected: there are Prometheus resources, and none of their selectors takes the labels of the ServiceMonitor.',
      impact: 'Alerts on the predictor cannot come, and its dashboards are empty; drift is still told, by the operator.',
      look: [
        {
          say: 'The message says what the selectors want:',
          shell: 'kubectl get mm wine -n default -o jsonpath=\'{.status.conditions[?(@.type=="MetricsScraped")].message}\'',
        },
      ],
      mend: ['Give the ServiceMonitor the label: `spec.monitoring.serviceMonitor.labels`, often `release: kube-prometheus-stack`.'],
    },
  },
];
