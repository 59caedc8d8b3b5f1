import { durationMilliseconds, durationText } from '@modelmonitor/api';
import { type Child, child, podSelector, type Rendering } from './child.ts';
import { serviceLabel } from './services.ts';

/** ServiceMonitor, when the resource asks for one and the cluster knows the kind. */
export function serviceMonitor(rendering: Rendering): Child[] {
  const { plan, context } = rendering;
  const { enabled, interval, labels } = plan.monitor.spec.monitoring.serviceMonitor;
  if (!enabled || !context.has.serviceMonitor) return [];
  return [
    child('serviceMonitor', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      labels,
      fields: {
        spec: {
          jobLabel: 'app.kubernetes.io/name',
          selector: { matchLabels: { ...podSelector(plan, 'predictor'), [serviceLabel]: 'callers' } },
          endpoints: [{ port: 'metrics', path: '/metrics', interval: durationText(durationMilliseconds(interval)) }],
        },
      },
    }),
  ];
}
