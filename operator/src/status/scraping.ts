import type { Plan } from '@modelmonitor/api';
import { ownValue } from '@modelmonitor/api';
import { type RenderContext, serviceMonitorLabels } from '@modelmonitor/render';
import type { Caches } from '../caches/caches.ts';
import type { LabelSelector, NamespaceItem, PrometheusItem } from '../caches/prometheuses.ts';
import type { Scraping } from './facts.ts';

interface ScrapingOptions {
  readonly caches: Pick<Caches, 'prometheuses' | 'namespaces' | 'mayReadPrometheuses' | 'seesAllNamespaces'>;
  readonly context: Pick<RenderContext, 'has' | 'serviceMonitorLabels'>;
}

/** How Prometheus discovers a predictor, from the Prometheus resources of the cluster. */
export function scrapingOf(plan: Plan, { caches, context }: ScrapingOptions): Scraping {
  const prometheuses = [...caches.prometheuses.values()];
  const labels = serviceMonitorLabels({ plan, context });
  const labelsOf = (name: string) => caches.namespaces.get(name)?.labels;
  const selectors = prometheuses.map(({ key, serviceMonitors }) => {
    const text = serviceMonitors === undefined ? 'nothing' : selectorText(serviceMonitors) || 'everything in namespaces of their choice';
    return `${key}: ${text}`;
  });
  return {
    hasServiceMonitor: context.has.serviceMonitor,
    mayReadPrometheuses: caches.mayReadPrometheuses(),
    seesAllNamespaces: caches.seesAllNamespaces,
    selectedBy: selecting({ namespace: plan.namespace, labels }, { prometheuses, labelsOf }).sort(),
    selectors: selectors.sort(),
  };
}

/** What of a ServiceMonitor a Prometheus selects by. */
export interface Selected {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Selectors {
  readonly prometheuses: readonly PrometheusItem[];
  /** Labels of a namespace; undefined without permission to read them. */
  readonly labelsOf: (namespace: string) => NamespaceItem['labels'] | undefined;
}

/** The Prometheus resources that select a ServiceMonitor, as `NAMESPACE/NAME`. */
export function selecting({ namespace, labels }: Selected, { prometheuses, labelsOf }: Selectors): string[] {
  return prometheuses
    .filter((prometheus) => matches(prometheus.serviceMonitors, labels) && watches(prometheus, namespace, labelsOf))
    .map(({ key }) => key);
}

function watches(prometheus: PrometheusItem, namespace: string, labelsOf: Selectors['labelsOf']): boolean {
  if (prometheus.namespaces === undefined) return prometheus.namespace === namespace;
  const labels = labelsOf(namespace);
  return labels === undefined ? isEmpty(prometheus.namespaces) : matches(prometheus.namespaces, labels);
}

/** Whether labels match a selector: undefined selects nothing, an empty one everything. */
function matches(selector: LabelSelector | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(([name, value]) => ownValue(labels, name) === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => meets(ownValue(labels, key), operator, values))
  );
}

function meets(value: string | undefined, operator: string, values: readonly string[]): boolean {
  switch (operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

function isEmpty({ matchLabels = {}, matchExpressions = [] }: LabelSelector): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

/** A selector as text, such as `release=prometheus`. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  return [
    ...Object.entries(matchLabels).map(([name, value]) => `${name}=${value}`),
    ...matchExpressions.map(
      ({ key, operator, values = [] }) => `${key} ${operator}${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
    ),
  ].join(', ');
}
