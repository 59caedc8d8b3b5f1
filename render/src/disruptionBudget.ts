import { type Child, child, podSelector, type Rendering } from './child.ts';

/** PodDisruptionBudget, when there is more than one pod: for a single one it would only block draining the node. */
export function disruptionBudget(rendering: Rendering): Child[] {
  const { plan } = rendering;
  const { autoscale } = plan.monitor.spec.serving;
  if ((autoscale?.minReplicas ?? plan.predictor.replicas) <= 1) return [];
  return [
    child('podDisruptionBudget', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      fields: {
        spec: { maxUnavailable: 1, unhealthyPodEvictionPolicy: 'AlwaysAllow', selector: { matchLabels: podSelector(plan, 'predictor') } },
      },
    }),
  ];
}
