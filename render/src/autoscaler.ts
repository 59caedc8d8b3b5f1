import { type Child, child, type Rendering } from './child.ts';
import { childTypes } from './childTypes.ts';

/** HorizontalPodAutoscaler, when the resource configures one. */
export function autoscaler(rendering: Rendering): Child[] {
  const { plan } = rendering;
  const { autoscale } = plan.monitor.spec.serving;
  if (autoscale === undefined) return [];
  const { minReplicas, maxReplicas, targetCPUUtilizationPercentage } = autoscale;
  const { apiVersion, kind } = childTypes.deployment;
  const cpu = { name: 'cpu', target: { type: 'Utilization', averageUtilization: targetCPUUtilizationPercentage } };
  return [
    child('horizontalPodAutoscaler', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      fields: {
        spec: {
          scaleTargetRef: { apiVersion, kind, name: plan.names.predictor },
          minReplicas,
          maxReplicas,
          metrics: [{ type: 'Resource', resource: cpu }],
        },
      },
    }),
  ];
}
