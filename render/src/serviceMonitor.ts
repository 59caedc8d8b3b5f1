import { durationMilliseconds, durationText } from '@modelmonitor/api';
import { type Child, child, nameAnnotation, podSelector, type Rendering, roleLabel } from './child.ts';
import { childTypes } from './childTypes.ts';
import type { RenderContext } from './renderContext.ts';
import { serviceLabel } from './services.ts';
import { defaultInterval, sharedScrapeLabel, sharedScrapeValue, sharesServiceMonitor } from './sharesServiceMonitor.ts';

/** ServiceMonitor, when the resource enables it, the cluster has the kind, and that of the namespace does not do. */
export function serviceMonitor(rendering: Rendering): Child[] {
  const { plan, context } = rendering;
  const settings = plan.monitor.spec.monitoring.serviceMonitor;
  if (!settings.enabled || !context.has.serviceMonitor || sharesServiceMonitor(settings, context)) return [];
  return [
    child('serviceMonitor', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      labels: serviceMonitorLabels(rendering),
      fields: {
        spec: specOf({
          selector: { ...podSelector(plan, 'predictor'), [serviceLabel]: 'callers' },
          interval: settings.interval,
          monitor: { replacement: plan.name },
        }),
      },
    }),
  ];
}

/**
 * The one ServiceMonitor of a namespace. No monitor owns it: its annotation names none. Its name has a dot, which names of monitors lack.
 *
 * @param context of the operator
 */
export function namespaceServiceMonitor(namespace: string, context: Pick<RenderContext, 'serviceMonitorLabels' | 'class'>): Child {
  const { apiVersion, kind } = childTypes.serviceMonitor;
  return {
    kind: 'serviceMonitor',
    object: {
      apiVersion,
      kind,
      metadata: {
        name: context.class === undefined ? 'modelmonitor.predictors' : `modelmonitor.predictors.${context.class}`,
        namespace,
        labels: {
          ...context.serviceMonitorLabels,
          'app.kubernetes.io/name': 'modelmonitor-predictor',
          'app.kubernetes.io/component': 'predictor',
          'app.kubernetes.io/part-of': 'modelmonitor',
          'app.kubernetes.io/managed-by': 'modelmonitor-operator',
          [roleLabel]: 'child',
        },
        annotations: { [nameAnnotation]: '' },
      },
      spec: specOf({
        selector: { [sharedScrapeLabel]: sharedScrapeValue(context), [serviceLabel]: 'callers' },
        interval: defaultInterval,
        // A label of the Service holds 63 characters of the name at most.
        monitor: { sourceLabels: [`__meta_kubernetes_service_annotation_${nameAnnotation.replaceAll(/[^a-zA-Z0-9]/g, '_')}`] },
      }),
    },
  };
}

interface Scrape {
  readonly selector: Readonly<Record<string, string>>;
  readonly interval: string;
  /** Where the name of the monitor comes from. */
  readonly monitor: { readonly replacement: string } | { readonly sourceLabels: readonly string[] };
}

function specOf({ selector, interval, monitor }: Scrape): object {
  return {
    jobLabel: 'app.kubernetes.io/name',
    selector: { matchLabels: selector },
    endpoints: [
      {
        port: 'metrics',
        path: '/metrics',
        interval: durationText(durationMilliseconds(interval)),
        // Namespace and monitor of every series are those of the target, whatever a pod exports: a pod may run code of others.
        honorLabels: false,
        relabelings: [{ action: 'replace', targetLabel: 'modelmonitor', ...monitor }],
        metricRelabelings: [{ action: 'labeldrop', regex: 'exported_(namespace|modelmonitor)' }],
      },
    ],
  };
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
