import type { Plan } from '@modelmonitor/api';
import type { Caches } from '../caches/caches.ts';
import type { Scraping } from './facts.ts';
import { selecting, selectorText } from './selection.ts';

/** How Prometheus finds a predictor, from the Prometheus resources there are. */
export function scrapingOf(
  { namespace, monitor }: Plan,
  {
    caches,
    hasServiceMonitor,
  }: { caches: Pick<Caches, 'prometheuses' | 'namespaces' | 'mayReadPrometheuses' | 'scope'>; hasServiceMonitor: boolean },
): Scraping {
  const prometheuses = [...caches.prometheuses.values()];
  const { labels } = monitor.spec.monitoring.serviceMonitor;
  const labelsOf = (name: string) => caches.namespaces.get(name)?.labels;
  const wanted = prometheuses.map(({ key, serviceMonitors }) => {
    const text = serviceMonitors === undefined ? 'nothing' : selectorText(serviceMonitors) || 'everything in namespaces of their choice';
    return `${key}: ${text}`;
  });
  return {
    hasServiceMonitor,
    mayReadPrometheuses: caches.mayReadPrometheuses(),
    seesAllNamespaces: caches.scope === undefined,
    selectedBy: selecting({ namespace, labels }, { prometheuses, labelsOf }).sort(),
    wanted: wanted.sort(),
  };
}
