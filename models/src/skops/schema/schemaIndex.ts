import { ModelFormatError } from '../../modelFormatError.ts';

/** A node of schema.json; its members are not checked. */
export type SchemaNode = Readonly<Record<string, unknown>>;

const deepest = 400;
const most = 5_000_000;

/**
 * Every node of a schema by its id: the first one holds the value, what follows with the same id refers back to it.
 *
 * @throws ModelFormatError when the schema is nested beyond any estimator
 */
export function schemaIndex(root: SchemaNode): ReadonlyMap<unknown, SchemaNode> {
  const index = new Map<unknown, SchemaNode>();
  const waiting: { value: object; depth: number }[] = [{ value: root, depth: 0 }];
  let count = 0;
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, depth } = next;
    if (depth > deepest) throw new ModelFormatError(`schema.json is nested at most ${deepest} deep`);
    if (++count > most) throw new ModelFormatError(`schema.json holds at most ${most} objects and lists`);
    const node = value as SchemaNode;
    const id = node['__id__'];
    if (id !== undefined && node['__loader__'] !== 'CachedNode' && !index.has(id)) index.set(id, node);
    // Last in, first out: the members are visited in the order of the file.
    const members = Object.values(node);
    for (let at = members.length - 1; at >= 0; at--) {
      const member = members[at];
      if (typeof member === 'object' && member !== null) waiting.push({ value: member, depth: depth + 1 });
    }
  }
  return index;
}
