import { ownValue } from '@modelmonitor/api';
import type { Store } from '@modelmonitor/kube';
import type { LabelSelector, NamespaceItem, Selects } from '../caches/prometheuses.ts';

/** An object that a server may select. */
export interface Selected {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** A server, and what it selects. */
export interface Selector extends Selects {
  /** `NAMESPACE/NAME`. */
  readonly key: string;
  readonly namespace: string;
}

export interface Selectors {
  readonly servers: readonly Selector[];
  /** Labels of a namespace; undefined without permission to read them. */
  readonly labelsOf: (namespace: string) => NamespaceItem['labels'] | undefined;
}

/** Labels of namespaces, from their cache. */
export const labelsIn =
  ({ namespaces }: { readonly namespaces: Pick<Store<NamespaceItem>, 'get'> }): Selectors['labelsOf'] =>
  (name) =>
    namespaces.get(name)?.labels;

/** What is known of the selection of an object. */
export interface Selection {
  readonly selectedBy: readonly string[];
  /** Selectors of all servers, as text. */
  readonly selectors: readonly string[];
}

export function selectionOf(selected: Selected, selectors: Selectors): Selection {
  const text = ({ key, objects }: Selector) =>
    `${key}: ${objects === undefined ? 'nothing' : selectorText(objects) || 'everything in namespaces of their choice'}`;
  return { selectedBy: selecting(selected, selectors).sort(), selectors: selectors.servers.map(text).sort() };
}

/** The servers that select an object, as `NAMESPACE/NAME`. */
export function selecting({ namespace, labels }: Selected, { servers, labelsOf }: Selectors): string[] {
  return servers.filter((server) => matches(server.objects, labels) && watches(server, namespace, labelsOf)).map(({ key }) => key);
}

function watches(server: Selector, namespace: string, labelsOf: Selectors['labelsOf']): boolean {
  if (server.namespaces === undefined) return server.namespace === namespace;
  const labels = labelsOf(namespace);
  return labels === undefined ? isEmpty(server.namespaces) : matches(server.namespaces, labels);
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
