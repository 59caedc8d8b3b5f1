/** A reference to keys of one ConfigMap or Secret, as far as it is written. */
export interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly keys: readonly string[];
  readonly field: string;
}

/**
 * The ConfigMaps and Secrets below a part of a resource: `configMap` and `secretRef` objects at any depth. Each member beside the name is a
 * key.
 *
 * @example
 * referencesIn({ http: { auth: { bearer: { secretRef: { name: 'modelmonitor-a', key: 'token' } } } } }, 'source')
 * // => [{ kind: 'Secret', name: 'modelmonitor-a', keys: ['token'], field: 'source.http.auth.bearer.secretRef' }]
 */
export function referencesIn(part: unknown, field: string): Reference[] {
  if (typeof part !== 'object' || part === null || Array.isArray(part)) return [];
  return Object.entries(part).flatMap(([member, value]: [string, unknown]) => {
    const kind = member === 'configMap' ? 'ConfigMap' : member === 'secretRef' ? 'Secret' : undefined;
    const at = `${field}.${member}`;
    return kind === undefined ? referencesIn(value, at) : referenceOf(kind, value, at);
  });
}

function referenceOf(kind: 'ConfigMap' | 'Secret', value: unknown, field: string): Reference[] {
  const { name, ...rest } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string') return [];
  return [{ kind, name, keys: Object.values(rest).filter((key) => typeof key === 'string'), field }];
}
