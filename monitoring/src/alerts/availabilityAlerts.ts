import { predictorMetrics as metrics, operatorMetrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import { predictorUp, requestRate } from '../rules/servingRecords.ts';
import type { Alert } from './alert.ts';
import { theMonitor } from './monitorMessage.ts';

const condition = (matchers: string) => `max by (${perMonitor}) (${operatorMetrics.condition.name}{${matchers}}) == 1`;

/** Requests in half an hour of the day before from which half an hour without any is worth a word. */
const fewestExpected = 10;

export const availabilityAlerts: readonly Alert[] = [
  {
    name: 'PredictorDown',
    summary: 'No predictor answers.',
    description: `No predictor of ${theMonitor} can be scraped, or none is ready.`,
    rules: [
      {
        severity: 'critical',
        for: '2m',
        expression: `${predictorUp} == 0
or on (${perMonitor})
${condition('type="PredictorAvailable", status="False", reason="Unavailable"')}`,
      },
    ],
    compares: { quantity: 'up', threshold: 0 },
    runbook: {
      meaning:
        'For two minutes no predictor of the monitor could be scraped, or the Deployment has no pod that is ready. A monitor that is scaled to zero does not raise it.',
      impact: 'Nobody gets a prediction. Alerts on latency, drift and traffic of the monitor are muted: they would only repeat it.',
      look: [
        {
          say: 'The pods, and what the operator says:',
          shell: 'kubectl get pods -n default -l modelmonitor.dev/monitor=wine; kubectl describe mm wine -n default',
        },
        {
          say: 'Why a pod is not ready:',
          shell: 'kubectl describe pods -n default -l app.kubernetes.io/component=predictor,modelmonitor.dev/monitor=wine',
        },
        {
          say: 'What a pod said before it ended:',
          shell: 'kubectl logs -n default -l app.kubernetes.io/component=predictor,modelmonitor.dev/monitor=wine --previous --tail=50',
        },
        { say: 'Which targets Prometheus cannot reach:', promql: 'up{job="modelmonitor-predictor", namespace="default"} == 0' },
      ],
      mend: [
        '`ImagePullBackOff`: the image or its pull secret. `OOMKilled`: raise `spec.serving.resources`. `CreateContainerConfigError`: a ConfigMap or Secret of the resource is not there.',
        'Pods that are ready but not scraped: a NetworkPolicy keeps Prometheus out, or the ServiceMonitor is not selected (ModelMonitorNotScraped).',
      ],
    },
  },
  {
    name: 'ModelNotLoaded',
    summary: 'A version of the model is not loaded.',
    description: `{{ with $labels.version }}Version {{ . }}{{ else }}A version{{ end }} of ${theMonitor} could not be loaded.`,
    rules: [
      {
        severity: 'critical',
        for: '1m',
        expression: `min by (${perMonitor}, version) (${metrics.modelLoaded.name}) == 0
or on (${perMonitor})
${condition('type="VersionsLoaded", status="False"')}`,
      },
    ],
    compares: { quantity: metrics.modelLoaded.name, threshold: 0 },
    runbook: {
      meaning: 'For a minute a pod has not loaded a version that the resource names. The other versions share its requests.',
      impact:
        'If no version is loaded every request is answered with 503. Else the traffic split is not what was asked for, and alerts on latency and drift of the monitor are muted.',
      look: [
        { say: 'Which version, and why:', shell: "kubectl get mm wine -n default -o jsonpath='{.status.versions}'" },
        { say: 'In which pods:', promql: `${metrics.modelLoaded.name}{namespace="default", modelmonitor="wine"} == 0` },
      ],
      mend: [
        'The message says what was needed and what came: a file that is not there, a format that does not fit, features that differ from the resource.',
        'To serve what was served before, put the earlier source back; pods take it without a restart where only the bytes in a ConfigMap change.',
      ],
    },
  },
  {
    name: 'NoTraffic',
    summary: 'Nobody asks the model any more.',
    description: `${theMonitor} had no prediction request for half an hour; at this time yesterday it had some.`,
    rules: [
      {
        severity: 'warning',
        for: '5m',
        expression: `max_over_time(${requestRate}[30m]) == 0
and
avg_over_time(${requestRate}[30m] offset 1d) * 1800 > ${fewestExpected}
unless
avg_over_time(${requestRate}[30m] offset 1w) == 0`,
      },
    ],
    compares: { quantity: `${metrics.httpRequestDuration.name}_count`, threshold: 0 },
    runbook: {
      meaning: `No prediction request in half an hour, though there were more than ${fewestExpected} in the same half hour of the day before and, where it is known, some a week before: nights and weekends without traffic raise nothing.`,
      impact: 'Something before the model is broken, or calls another one. Drift checks get no rows.',
      look: [
        {
          say: 'When it ended, and whether it ended for all routes:',
          promql: `sum by (route, status_code) (rate(${metrics.httpRequestDuration.name}_count{namespace="default", modelmonitor="wine"}[5m]))`,
        },
        {
          say: 'Whether the model can be reached from inside the cluster:',
          shell: 'kubectl run -n default --rm -i --image=busybox:1 probe --restart=Never -- wget -qO- http://wine:8000/readyz',
        },
      ],
      mend: ['Look at the callers, their address of the model, the ingress and the NetworkPolicies between them.'],
    },
  },
];
