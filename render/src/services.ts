import { podPlacement } from '@modelmonitor/api';
import { type Child, child, podSelector, type Rendering } from './child.ts';
import { sharedScrapeLabel, sharedScrapeValue, sharesServiceMonitor } from './sharesServiceMonitor.ts';

/** Label of a Service, and so of its EndpointSlices: its purpose. */
export const serviceLabel = 'modelmonitor.dev/service';

/**
 * The Service for callers, and the headless one with one address per pod. Where the first is open to addresses outside the cluster, metrics
 * have a third one.
 */
export function services(rendering: Rendering): Child[] {
  const { plan, context } = rendering;
  const selector = podSelector(plan, 'predictor');
  const isShared = context.has.serviceMonitor && sharesServiceMonitor(plan.monitor.spec.monitoring.serviceMonitor, context);
  const { type = 'ClusterIP', labels, annotations, port: _port, ...settings } = plan.monitor.spec.serving.service ?? {};
  const http = { name: 'http', port: callersPort(rendering), targetPort: 'http', protocol: 'TCP' };
  const metrics = { name: 'metrics', port: podPlacement.internalPort, targetPort: 'metrics', protocol: 'TCP' };
  const scraped = { [serviceLabel]: 'callers', ...(isShared ? { [sharedScrapeLabel]: sharedScrapeValue(context) } : {}) };
  const isInside = type === 'ClusterIP';
  const metricsOnly = child('service', rendering, {
    name: plan.names.metrics,
    component: 'predictor',
    labels: scraped,
    fields: { spec: { type: 'ClusterIP', selector, ports: [metrics] } },
  });
  return [
    child('service', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      labels: { ...labels, ...(isInside ? scraped : { [serviceLabel]: 'outside' }) },
      ...(annotations === undefined ? {} : { annotations }),
      fields: { spec: { type, selector, ports: isInside ? [http, metrics] : [http], ...settings } },
    }),
    ...(isInside ? [] : [metricsOnly]),
    child('service', rendering, {
      name: plan.names.pods,
      component: 'predictor',
      labels: { [serviceLabel]: 'pods' },
      // A pod has rows also while it is not ready.
      fields: { spec: { clusterIP: 'None', publishNotReadyAddresses: true, selector, ports: [metrics] } },
    }),
  ];
}

/** Port of the Service for callers. */
export function callersPort({ plan }: Pick<Rendering, 'plan'>): number {
  return plan.monitor.spec.serving.service?.port ?? podPlacement.port;
}

/** Address of the model inside the cluster. */
export function serviceUrl({ plan }: Pick<Rendering, 'plan'>): string {
  return `http://${plan.names.predictor}.${plan.namespace}.svc:${callersPort({ plan })}`;
}
