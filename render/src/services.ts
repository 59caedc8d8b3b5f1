import { podPlacement } from '@modelmonitor/api';
import { type Child, child, podSelector, type Rendering } from './child.ts';
import { sharedScrapeLabel, sharesServiceMonitor } from './sharesServiceMonitor.ts';

/** Label of a Service, and so of its EndpointSlices: its purpose. */
export const serviceLabel = 'modelmonitor.dev/service';

/** The Service for callers, and the headless one with one address per pod. */
export function services(rendering: Rendering): Child[] {
  const { plan, context } = rendering;
  const selector = podSelector(plan, 'predictor');
  const isShared = context.has.serviceMonitor && sharesServiceMonitor(plan.monitor.spec.monitoring.serviceMonitor, context);
  const http = { name: 'http', port: podPlacement.port, targetPort: 'http', protocol: 'TCP' };
  const metrics = { name: 'metrics', port: podPlacement.internalPort, targetPort: 'metrics', protocol: 'TCP' };
  return [
    child('service', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      labels: { [serviceLabel]: 'callers', ...(isShared ? { [sharedScrapeLabel]: 'shared' } : {}) },
      fields: { spec: { type: 'ClusterIP', selector, ports: [http, metrics] } },
    }),
    child('service', rendering, {
      name: plan.names.pods,
      component: 'predictor',
      labels: { [serviceLabel]: 'pods' },
      // A pod has rows also while it is not ready.
      fields: { spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector, ports: [metrics] } },
    }),
  ];
}

/** Address of the model inside the cluster. */
export function serviceUrl({ plan }: Pick<Rendering, 'plan'>): string {
  return `http://${plan.names.predictor}.${plan.namespace}.svc:${podPlacement.port}`;
}
