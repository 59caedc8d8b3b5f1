import { type Problem, problem, valueText } from './problem.ts';
import type { SchemaNode } from './schemaNode.ts';

/** What the API server rejects in lists of type `set` and `map`: a duplicate value or key. */
export function listProblems(values: readonly unknown[], schema: SchemaNode, at: readonly (string | number)[]): Problem[] {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const listType = schema['x-kubernetes-list-type'];
  if (listType !== 'set' && listType !== 'map') return [];
  const identityOf = (value: unknown) => (listType === 'set' ? value : keys.map((key) => (value as Record<string, unknown> | null)?.[key]));
  const first = new Map<string, number>();
  return values.flatMap((value, index) => {
    const identity = identityOf(value);
    if (listType === 'map' && (identity as unknown[]).includes(undefined)) return []; // the missing key is a problem of its own
    const text = JSON.stringify(identity);
    const earlier = first.get(text);
    if (earlier === undefined) first.set(text, index);
    if (earlier === undefined) return [];
    const named =
      listType === 'set' ? valueText(identity) : keys.map((key, part) => `${key} ${valueText((identity as unknown[])[part])}`).join(', ');
    return [problem([...at, index], `expected no duplicates, got ${named} as at [${earlier}]`)];
  });
}
