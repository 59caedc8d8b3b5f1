import { type Problem, problem, shown } from './problem.ts';
import type { SchemaNode } from './schemaNode.ts';

/** What the API server refuses in lists of type `set` and `map`: a value, or a key, that stands twice. */
export function listProblems(values: readonly unknown[], schema: SchemaNode, at: readonly (string | number)[]): Problem[] {
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const listType = schema['x-kubernetes-list-type'];
  if (listType !== 'set' && listType !== 'map') return [];
  const identityOf = (value: unknown) => (listType === 'set' ? value : keys.map((key) => (value as Record<string, unknown> | null)?.[key]));
  const first = new Map<string, number>();
  return values.flatMap((value, index) => {
    const identity = identityOf(value);
    if (listType === 'map' && (identity as unknown[]).includes(undefined)) return []; // that the key is missing is said already
    const text = JSON.stringify(identity);
    const earlier = first.get(text);
    if (earlier === undefined) first.set(text, index);
    if (earlier === undefined) return [];
    const named =
      listType === 'set' ? shown(identity) : keys.map((key, part) => `${key} ${shown((identity as unknown[])[part])}`).join(', ');
    return [problem([...at, index], `must be unique: ${named} stands at [${earlier}] already`)];
  });
}
