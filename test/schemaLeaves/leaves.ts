import type { SchemaNode } from '../../api/src/validation/schemaNode.ts';

/** A field of the resource without fields of its own. */
export interface Leaf {
  /** Such as `spec.model.features[].range.min`; `*` stands for a key of a map. */
  readonly path: string;
  readonly node: SchemaNode;
}

/** Every leaf of a schema. */
export function leavesOf(node: SchemaNode, path = ''): Leaf[] {
  const { properties, items, additionalProperties } = node;
  if (properties !== undefined)
    return Object.entries(properties).flatMap(([name, child]) => leavesOf(child, path === '' ? name : `${path}.${name}`));
  if (items !== undefined) return leavesOf(items, `${path}[]`);
  return typeof additionalProperties === 'object' ? leavesOf(additionalProperties, `${path}.*`) : [{ path, node }];
}

/** Whether a field has one value only, so that there is nothing to change. */
export function isConstant({ const: only, enum: choices }: SchemaNode): boolean {
  return only !== undefined || choices?.length === 1;
}

/** Another value of a leaf. */
export function otherValue({ type, enum: choices, maximum = 1_000_000, 'x-expected': expected = '' }: SchemaNode, value: unknown): unknown {
  if (choices !== undefined) return choices.find((choice) => choice !== value);
  if (type === 'boolean') return !value;
  if (type === 'integer') return Number(value) < maximum ? Number(value) + 1 : Number(value) - 1;
  if (type === 'number')
    return Number(value) < maximum ? (Number(value) + Math.min(maximum, 2 * Number(value) + 1)) / 2 : Number(value) / 2;
  if (type === 'object') return { other: true };
  if (expected.startsWith('a range of addresses')) return value === '192.168.0.0/16' ? '172.16.0.0/12' : '192.168.0.0/16';
  if (expected.startsWith('a duration')) return value === '7h' ? '8h' : '7h';
  if (expected.startsWith('a version number')) return `${value}0`;
  if (expected.startsWith('64 hexadecimal')) return '1'.repeat(64);
  if (expected.startsWith('a path that starts with /')) return `${value}/x`;
  if (expected.startsWith('an address') || expected.startsWith('the ARN') || String(value).startsWith('modelmonitor-')) return `${value}x`;
  return expected.startsWith('a Kubernetes quantity') || expected.startsWith('a whole number of bytes') ? `1${value}` : `x${value}`;
}

type Fields = Record<string, unknown>;

/** The keys of a leaf in a document: of lists and maps, the first entry that has the leaf. */
export function keysOf(document: unknown, path: string): (string | number)[] {
  const steps = path.replaceAll('[]', '.[]').split('.');
  const found = keysBelow(document, steps);
  if (found === undefined) throw new Error(`the example has no ${path}`);
  return found;
}

function keysBelow(value: unknown, [step, ...rest]: readonly string[]): (string | number)[] | undefined {
  if (step === undefined) return value === undefined ? undefined : [];
  if (value === null || typeof value !== 'object') return undefined;
  const keys = step === '[]' ? [...(value as unknown[]).keys()] : step === '*' ? Object.keys(value) : [step];
  for (const key of keys) {
    const below = keysBelow((value as Fields)[key], rest);
    if (below !== undefined) return [key, ...below];
  }
  return undefined;
}

export function valueAt(document: unknown, keys: readonly (string | number)[]): unknown {
  return keys.reduce<unknown>((value, key) => (value as Fields)[key], document);
}

/** A copy with another value at some keys; `undefined` removes the field. */
export function withValue<Document>(document: Document, keys: readonly (string | number)[], value: unknown): Document {
  const copy = structuredClone(document);
  const holder = valueAt(copy, keys.slice(0, -1)) as Fields;
  const key = keys.at(-1) ?? '';
  if (value === undefined) delete holder[key];
  else holder[key] = value;
  return copy;
}
