import { durationMilliseconds, durationText } from '@modelmonitor/api';
import { type Child, child, podSelector, type Rendering } from './child.ts';
import type { RenderContext } from './renderContext.ts';
import { serviceLabel } from './services.ts';

/** ServiceMonitor, when the resource enables it and the cluster has the kind. */
export function serviceMonitor(rendering: Rendering): Child[] {
  const { plan, context } = rendering;
  const { enabled, interval } = plan.monitor.spec.monitoring.serviceMonitor;
  if (!enabled || !context.has.serviceMonitor) return [];
  return [
    child('serviceMonitor', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      labels: serviceMonitorLabels(rendering),
      fields: {
        spec: {
          jobLabel: 'app.kubernetes.io/name',
          selector: { matchLabels: { ...podSelector(plan, 'predictor'), [serviceLabel]: 'callers' } },
          endpoints: [
            {
              port: 'metrics',
              path: '/metrics',
              interval: durationText(durationMilliseconds(interval)),
              // `up` has only the target's labels: this one names the monitor whose predictor is down. Series that name their monitor keep that label.
              relabelings: [{ action: 'replace', targetLabel: 'modelmonitor', replacement: plan.name }],
              honorLabels: true,
            },
          ],
        },
      },
    }),
  ];
}

/** Labels by which a Prometheus selects the ServiceMonitor. */
export function serviceMonitorLabels({
  plan,
  context,
}: {
  plan: Rendering['plan'];
  context: Pick<RenderContext, 'serviceMonitorLabels'>;
}): Readonly<Record<string, string>> {
  return { ...context.serviceMonitorLabels, ...plan.monitor.spec.monitoring.serviceMonitor.labels };
}
