import type { Plan } from '@modelmonitor/api';
import { type RenderContext, serviceMonitorLabels } from '@modelmonitor/render';
import type { Caches } from '../caches/caches.ts';
import type { Scraping } from './facts.ts';
import { selecting, selectorText } from './selection.ts';

interface ScrapingOptions {
  readonly caches: Pick<Caches, 'prometheuses' | 'namespaces' | 'mayReadPrometheuses' | 'scope'>;
  readonly context: Pick<RenderContext, 'has' | 'serviceMonitorLabels'>;
}

/** How Prometheus finds a predictor, from the Prometheus resources there are. */
export function scrapingOf(plan: Plan, { caches, context }: ScrapingOptions): Scraping {
  const prometheuses = [...caches.prometheuses.values()];
  const labels = serviceMonitorLabels({ plan, context });
  const labelsOf = (name: string) => caches.namespaces.get(name)?.labels;
  const wanted = prometheuses.map(({ key, serviceMonitors }) => {
    const text = serviceMonitors === undefined ? 'nothing' : selectorText(serviceMonitors) || 'everything in namespaces of their choice';
    return `${key}: ${text}`;
  });
  return {
    hasServiceMonitor: context.has.serviceMonitor,
    mayReadPrometheuses: caches.mayReadPrometheuses(),
    seesAllNamespaces: caches.scope === undefined,
    selectedBy: selecting({ namespace: plan.namespace, labels }, { prometheuses, labelsOf }).sort(),
    wanted: wanted.sort(),
  };
}
