import type { Callers } from '@modelmonitor/api';
import { type Child, child, type Rendering } from './child.ts';
import { driftAccounts } from './driftAccount.ts';
import { configurationKeys } from './podParts.ts';

/** ConfigMap with the resolved resource and the callers that may read rows from the pods. A change restarts no pod. */
export function configuration(rendering: Rendering): Child {
  const { plan } = rendering;
  return child('configMap', rendering, {
    name: plan.names.configuration,
    component: 'predictor',
    fields: {
      data: {
        [configurationKeys.monitor]: `${JSON.stringify(plan.monitor)}\n`,
        [configurationKeys.callers]: `${JSON.stringify(callersOf(rendering))}\n`,
      },
    },
  });
}

/** The drift job of this monitor may read rows, the observers of the context their number. Without the cluster's keys no caller is admitted. */
function callersOf({ plan, context }: Rendering): Callers {
  const { issuer = '', observers = [], keys = [] } = context.callers ?? {};
  return { issuer, subjects: driftAccounts(plan).map((name) => `system:serviceaccount:${plan.namespace}:${name}`), observers, keys };
}
