import type { Plan } from '@modelmonitor/api';
import { type RenderContext, serviceMonitorLabels } from '@modelmonitor/render';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { Caches } from '../caches/caches.ts';
import { rejectionOf } from '../caches/rejections.ts';
import type { RulesSeen, Scraping } from './facts.ts';
import { labelsIn, type Selector, selectionOf } from './selection.ts';

type Selecting = Pick<Caches, 'prometheuses' | 'namespaces' | 'mayRead' | 'seesAllNamespaces'>;

/** How Prometheus discovers a predictor, from the Prometheus resources of the cluster. */
export function scrapingOf(
  plan: Plan,
  { caches, context }: { readonly caches: Selecting; readonly context: Pick<RenderContext, 'has' | 'serviceMonitorLabels'> },
): Scraping {
  const selected = { namespace: plan.namespace, labels: serviceMonitorLabels({ plan, context }) };
  const servers = [...caches.prometheuses.values()].map(({ key, namespace, serviceMonitors }) => ({ key, namespace, ...serviceMonitors }));
  return {
    hasServiceMonitor: context.has.serviceMonitor,
    mayReadPrometheuses: caches.mayRead(watchedTypes.prometheus),
    seesAllNamespaces: caches.seesAllNamespaces,
    ...selectionOf(selected, { servers, labelsOf: labelsIn(caches) }),
  };
}

/** Whether a Prometheus loads the rules of the chart; undefined where the chart installs none. */
export function rulesOf(
  prometheusRule: string | undefined,
  { caches, exists }: { readonly caches: Selecting & Pick<Caches, 'rules' | 'rejections'>; readonly exists: boolean },
): RulesSeen | undefined {
  if (prometheusRule === undefined) return undefined;
  const [namespace = '', name = ''] = prometheusRule.split('/');
  const rule = caches.rules.get(prometheusRule);
  const servers: Selector[] = [...caches.prometheuses.values()].map(({ key, namespace: own, rules }) => ({
    key,
    namespace: own,
    ...rules,
  }));
  return {
    name: prometheusRule,
    hasPrometheusRule: exists,
    found: rule !== undefined,
    mayRead: caches.mayRead(watchedTypes.prometheusRule) && caches.mayRead(watchedTypes.prometheus),
    seesAllNamespaces: caches.seesAllNamespaces,
    rejected:
      rule?.rejected ?? rejectionOf(caches.rejections, { kind: 'PrometheusRule', namespace, name, resourceVersion: rule?.resourceVersion }),
    ...selectionOf({ namespace, labels: rule?.labels ?? {} }, { servers, labelsOf: labelsIn(caches) }),
  };
}
