import type { Plan } from '@modelmonitor/api';
import { alertmanagerConfig } from './alertmanagerConfig.ts';
import { autoscaler } from './autoscaler.ts';
import type { Child } from './child.ts';
import { callers, configuration } from './configuration.ts';
import { deployment, templateDigest } from './deployment.ts';
import { disruptionBudget } from './disruptionBudget.ts';
import { driftAccount, reportConfigMap } from './driftAccount.ts';
import { driftCronJob } from './driftCronJob.ts';
import { httpRoute } from './httpRoute.ts';
import { ingress } from './ingress.ts';
import { networkPolicies } from './networkPolicies.ts';
import type { RenderContext } from './renderContext.ts';
import { serviceMonitor } from './serviceMonitor.ts';
import { services } from './services.ts';

/**
 * All objects of a monitor in a cluster. Pure: the same plan and context give the same bytes.
 *
 * @returns the objects in the order of application: those that others need come first
 */
export function render(plan: Plan, context: RenderContext): Child[] {
  const rendering = { plan, context, digest: templateDigest(plan, context) };
  return [
    callers(rendering),
    configuration(rendering),
    reportConfigMap(rendering),
    ...driftAccount(rendering),
    ...networkPolicies(rendering),
    ...services(rendering),
    ...ingress(rendering),
    ...httpRoute(rendering),
    deployment(rendering),
    ...autoscaler(rendering),
    ...disruptionBudget(rendering),
    driftCronJob(rendering),
    ...serviceMonitor(rendering),
    ...alertmanagerConfig(rendering),
  ];
}
