import { predictorMetrics as metrics, operatorMetrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import { predictorUp, requestRate } from '../rules/servingRecords.ts';
import type { Alert } from './alert.ts';
import { theMonitor } from './monitorMessage.ts';

const condition = (matchers: string) => `max by (${perMonitor}) (${operatorMetrics.condition.name}{${matchers}}) == 1`;

/** Requests in the same half hour of the day before from which half an hour without any raises an alert. */
const fewestExpected = 10;

export const availabilityAlerts: readonly Alert[] = [
  {
    name: 'PredictorDown',
    summary: 'The model is down: no predictor is available.',
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
        'For two minutes no predictor of the monitor could be scraped, or the Deployment had no ready pod. A monitor scaled to zero does not raise this alert.',
      impact: 'Callers get no predictions. Alerts on latency, drift and traffic of the monitor are muted, because this one explains them.',
      diagnosis: [
        {
          text: 'Check the pods and the status that the operator reports:',
          shell: 'kubectl get pods -n default -l modelmonitor.dev/monitor=wine; kubectl describe mm wine -n default',
        },
        {
          text: 'Find out why a pod is not ready:',
          shell: 'kubectl describe pods -n default -l app.kubernetes.io/component=predictor,modelmonitor.dev/monitor=wine',
        },
        {
          text: 'Read the log of the container before its last restart:',
          shell: 'kubectl logs -n default -l app.kubernetes.io/component=predictor,modelmonitor.dev/monitor=wine --previous --tail=50',
        },
        { text: 'List the targets that Prometheus cannot reach:', promql: 'up{job="modelmonitor-predictor", namespace="default"} == 0' },
      ],
      remediation: [
        '`ImagePullBackOff`: correct the image or its pull secret. `OOMKilled`: raise `spec.serving.resources`. `CreateContainerConfigError`: create the missing ConfigMap or Secret.',
        'Pods are ready but not scraped: a NetworkPolicy blocks Prometheus, or no Prometheus selects the ServiceMonitor (see ModelMonitorNotScraped).',
      ],
    },
  },
  {
    name: 'ModelNotLoaded',
    summary: 'A model version failed to load.',
    description: `{{ with $labels.version }}Version {{ . }}{{ else }}A version{{ end }} of ${theMonitor} could not be loaded.`,
    rules: [
      {
        severity: 'critical',
        for: '1m',
        expression: `min by (${perMonitor}, version) (${metrics.modelLoaded.name}) == 0
or on (${perMonitor})
${condition('type="VersionsLoaded", status="False", reason="VersionNotLoaded"')}`,
      },
    ],
    compares: { quantity: metrics.modelLoaded.name, threshold: 0 },
    runbook: {
      meaning:
        'For a minute at least one pod has not loaded a version that the resource lists. The other versions receive its share of the traffic.',
      impact:
        'With no version loaded, every request gets status 503. Otherwise the traffic split differs from the resource. Alerts on latency and drift of the monitor are muted.',
      diagnosis: [
        { text: 'Find the version and the reason:', shell: "kubectl get mm wine -n default -o jsonpath='{.status.versions}'" },
        { text: 'Find the affected pods:', promql: `${metrics.modelLoaded.name}{namespace="default", modelmonitor="wine"} == 0` },
      ],
      remediation: [
        'The message states what was expected and what was found: a missing file or key, another format, features that differ from the resource. Correct the source or the resource.',
        'To roll back, restore the earlier source. Pods load new bytes of a ConfigMap without a restart.',
      ],
    },
  },
  {
    name: 'ModelServingPrevious',
    summary: 'A model version answers with an earlier model.',
    description: `{{ with $labels.version }}Version {{ . }}{{ else }}A version{{ end }} of ${theMonitor} could not be replaced: its source has nothing usable, and its earlier model continues to serve.`,
    rules: [
      {
        severity: 'warning',
        for: '5m',
        expression: `max by (${perMonitor}, version) (${metrics.modelPrevious.name}) == 1
or on (${perMonitor})
${condition('type="VersionsLoaded", status="False", reason="ServingPrevious"')}`,
      },
    ],
    compares: { quantity: metrics.modelPrevious.name, threshold: 1 },
    runbook: {
      meaning:
        'For five minutes at least one pod has answered with the last model of a version that worked, because the source of the version has broken bytes, lacks the key, was deleted, or holds a model that does not fit the resource.',
      impact:
        'Callers get predictions of the earlier model. A new pod has no earlier model: a rollout stops at the first one, and a pod that is moved to another node is not replaced.',
      diagnosis: [
        { text: 'Find the version and the reason:', shell: "kubectl get mm wine -n default -o jsonpath='{.status.versions}'" },
        {
          text: 'Find the affected pods, and since when:',
          promql: `${metrics.modelPrevious.name}{namespace="default", modelmonitor="wine"} == 1`,
        },
      ],
      remediation: [
        'Restore the source: apply the ConfigMap with the right bytes, or correct the key, the URL or the features. Pods take the right bytes without a restart.',
        'Do not restart or scale the pods before that.',
      ],
    },
  },
  {
    name: 'NoTraffic',
    summary: 'The model receives no more requests.',
    description: `${theMonitor} received no prediction request for half an hour; at this time yesterday it did.`,
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
      meaning: `No prediction request arrived in half an hour, although more than ${fewestExpected} did in the same half hour of the day before and, if that was recorded, some did a week before. Nights and weekends without traffic raise no alert.`,
      impact: 'A caller, or something between it and the model, is broken or calls another model. Drift checks get no new rows.',
      diagnosis: [
        {
          text: 'Check when the traffic stopped, and on which routes:',
          promql: `sum by (route, status_code) (rate(${metrics.httpRequestDuration.name}_count{namespace="default", modelmonitor="wine"}[5m]))`,
        },
        {
          text: 'Check that the model is reachable inside the cluster:',
          shell: 'kubectl run -n default --rm -i --image=busybox:1 probe --restart=Never -- wget -qO- http://wine:8000/readyz',
        },
      ],
      remediation: ['Check the callers, the address they use, the ingress, and the NetworkPolicies between them and the model.'],
    },
  },
];
