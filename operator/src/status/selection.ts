import type { LabelSelector, NamespaceItem, PrometheusItem } from '../caches/clusterItems.ts';

/** A ServiceMonitor as far as a Prometheus selects by it. */
export interface Selected {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface Selectors {
  readonly prometheuses: readonly PrometheusItem[];
  /** Labels of a namespace; undefined where they may not be looked at. */
  readonly labelsOf: (namespace: string) => NamespaceItem['labels'] | undefined;
}

/** The Prometheus resources that take a ServiceMonitor, as `NAMESPACE/NAME`. */
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

/** Whether labels meet a selector: none selects nothing, an empty one everything. */
function matches(selector: LabelSelector | undefined, labels: Readonly<Record<string, string>>): boolean {
  if (selector === undefined) return false;
  const { matchLabels = {}, matchExpressions = [] } = selector;
  return (
    Object.entries(matchLabels).every(([name, value]) => labels[name] === value) &&
    matchExpressions.every(({ key, operator, values = [] }) => meets(labels[key], operator, values))
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

/** A selector as a person would write it, such as `release=prometheus`. */
export function selectorText({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  return [
    ...Object.entries(matchLabels).map(([name, value]) => `${name}=${value}`),
    ...matchExpressions.map(
      ({ key, operator, values = [] }) => `${key} ${operator}${values.length === 0 ? '' : ` (${values.join(', ')})`}`,
    ),
  ].join(', ');
}
