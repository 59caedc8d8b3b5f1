import { type Callers, configurationName, type Rollout } from '@modelmonitor/api';
import { type Child, child, type Rendering } from './child.ts';
import { driftAccounts } from './driftAccount.ts';
import { configurationKeys } from './podParts.ts';

/** Annotation of the configuration of a pod template: what its `rollout.json` names, where it names any version. */
export const servedAnnotation = 'modelmonitor.dev/served-before';

/**
 * ConfigMap with the resolved resource for the pods of one template. Weights and thresholds change in it, and restart no pod; what needs new
 * pods is in another ConfigMap, so that those that serve keep the configuration and the models they were started with.
 */
export function configuration(rendering: Rendering): Child {
  const { plan, context, digest } = rendering;
  const versions = context.servedBefore ?? [];
  return child('configMap', rendering, {
    name: configurationName(plan.names, digest),
    component: 'predictor',
    ...(versions.length === 0 ? {} : { annotations: { [servedAnnotation]: versions.join(',') } }),
    fields: {
      data: {
        [configurationKeys.monitor]: `${JSON.stringify(plan.monitor)}\n`,
        [configurationKeys.rollout]: `${JSON.stringify({ versions } satisfies Rollout)}\n`,
      },
    },
  });
}

/** Whether the pods of a monitor mount an object, which has to exist before them. */
export function isConfiguration({ kind, object }: Child): boolean {
  return kind === 'configMap' && object.metadata.labels['app.kubernetes.io/component'] === 'predictor';
}

/** ConfigMap with the callers that may read rows from the pods, of whatever template: the keys of the cluster rotate. */
export function callers(rendering: Rendering): Child {
  return child('configMap', rendering, {
    name: rendering.plan.names.callers,
    component: 'predictor',
    fields: { data: { [configurationKeys.callers]: `${JSON.stringify(callersOf(rendering))}\n` } },
  });
}

/** The drift job of this monitor may read rows, the observers of the context their number. Without the cluster's keys no caller is admitted. */
function callersOf({ plan, context }: Rendering): Callers {
  const { issuer = '', observers = [], keys = [] } = context.callers ?? {};
  return { issuer, subjects: driftAccounts(plan).map((name) => `system:serviceaccount:${plan.namespace}:${name}`), observers, keys };
}
