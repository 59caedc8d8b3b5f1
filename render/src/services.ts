import { podPlacement } from '@modelmonitor/api';
import { type Child, child, podSelector, type Rendering } from './child.ts';

/** Label of a Service, and so of its EndpointSlices: whom it is for. */
export const serviceLabel = 'modelmonitor.dev/service';

/** The Service callers use, and the headless one that has one address a pod. */
export function services(rendering: Rendering): Child[] {
  const { plan } = rendering;
  const selector = podSelector(plan, 'predictor');
  const http = { name: 'http', port: podPlacement.port, targetPort: 'http', protocol: 'TCP' };
  const metrics = { name: 'metrics', port: podPlacement.internalPort, targetPort: 'metrics', protocol: 'TCP' };
  return [
    child('service', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      labels: { [serviceLabel]: 'callers' },
      fields: { spec: { type: 'ClusterIP', selector, ports: [http, metrics] } },
    }),
    child('service', rendering, {
      name: plan.names.pods,
      component: 'predictor',
      labels: { [serviceLabel]: 'pods' },
      // A pod that is not ready, or no longer, has rows all the same.
      fields: { spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector, ports: [metrics] } },
    }),
  ];
}

/** Address of the model inside the cluster. */
export function serviceUrl({ plan }: Pick<Rendering, 'plan'>): string {
  return `http://${plan.names.predictor}.${plan.namespace}.svc:${podPlacement.port}`;
}
