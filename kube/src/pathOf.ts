import type { ResourceType } from './resourceType.ts';

/** A place objects of a kind are in: one namespace, or all of them when absent. */
export interface Place {
  readonly namespace?: string | undefined;
  readonly name?: string;
  readonly subresource?: string;
}

/** Path of a list or an object. */
export function pathOf({ apiVersion, plural }: ResourceType, { namespace, name, subresource }: Place = {}): string {
  const root = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return [root, namespace === undefined ? [] : ['namespaces', namespace], plural, name ?? [], subresource ?? []].flat().join('/');
}
