/** A kind of object and where the API server serves it. */
export interface ResourceType {
  /** Group and version, such as `apps/v1`; `v1` for the core. */
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
}

/** Where objects of a kind are: one namespace, or all of them when absent. */
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
