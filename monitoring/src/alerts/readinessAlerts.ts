import { operatorMetrics as metrics } from '@modelmonitor/api';
import { perMonitor } from '../promql/prediction.ts';
import type { Alert } from './alert.ts';
import { theMonitor } from './monitorMessage.ts';

const condition = (matchers: string) => `max by (${perMonitor}) (${metrics.condition.name}{${matchers}}) == 1`;

/** Alerts on what the operator could not bring about. */
export const readinessAlerts: readonly Alert[] = [
  {
    name: 'ModelMonitorNotReady',
    summary: 'The model is not served as its resource specifies.',
    description: `${theMonitor} is not served as its resource specifies, or by fewer pods, for a reason that does not go away by itself.`,
    rules: [
      {
        severity: 'warning',
        for: '5m',
        expression: `${condition('type="Ready", status="False", reason!="ScaledToZero"')}
or
${condition('type="Degraded", status="True", reason="PodsNotReady"')}`,
      },
    ],
    compares: { quantity: metrics.condition.name, threshold: 1 },
    runbook: {
      meaning:
        'For five minutes Ready has been False: new pods do not start, an object was rejected or belongs to another owner, or the resource is not valid. Or some of the requested pods are missing for a known reason. A rollout that makes progress and a scale-up do not raise it.',
      impact:
        'Pods of an earlier specification may serve, with the earlier model, credentials and limits; PredictorDown fires if none does. Missing pods are capacity that is missing.',
      diagnosis: [
        {
          text: 'Read the cause, in the words of Kubernetes:',
          shell:
            'kubectl get mm wine -n default -o jsonpath=\'{range .status.conditions[?(@.status!="True")]}{.type} {.reason}: {.message}{"\\n"}{end}\'',
        },
        {
          text: 'Check the pods and their events:',
          shell: 'kubectl describe pods -n default -l app.kubernetes.io/component=predictor,modelmonitor.dev/monitor=wine',
        },
      ],
      remediation: [
        '`docs/conditions.md` has a sentence for each reason: a wrong image, too little memory, a quota, a missing Secret, no free node.',
        'To return to what was served, restore the earlier resource: pods that still run are kept.',
      ],
    },
  },
  {
    name: 'ModelMonitorOperatorsOverlap',
    summary: 'Two operators have the same monitors in their scope.',
    description: 'The operator in namespace {{ $labels.namespace }} leaves monitors of its scope to operator {{ $labels.operator }}.',
    rules: [{ severity: 'warning', for: '10m', expression: `max by (namespace, operator) (${metrics.otherOperators.name}) > 0` }],
    compares: { quantity: metrics.otherOperators.name, threshold: 0 },
    runbook: {
      meaning: 'For ten minutes an operator has found monitors in its scope that another operator, named by its lease, manages.',
      impact:
        'None for the models: one operator manages each monitor. Which of the two that is depends on which was first, and so do images and settings.',
      diagnosis: [
        {
          text: 'List which operator manages which monitor:',
          shell: 'kubectl get mm -A -o custom-columns=NS:.metadata.namespace,NAME:.metadata.name,OPERATOR:.status.operator',
        },
      ],
      remediation: [
        'Give the operators namespaces that do not overlap (`operator.watchNamespaces`), or one of them a class, or uninstall one.',
      ],
    },
  },
];
