import { fieldPath } from '@modelmonitor/api';
import { type Document, isMap, isNode, isScalar, isSeq, type Scalar, type YAMLMap } from 'yaml';
import type { Keys } from './manifest.ts';
import { yaml11Meaning } from './yaml11Meaning.ts';

/** YAML that parses here and would be rejected, or mean something else, in a cluster. */
export interface YamlPitfall {
  /** Its position in the file, in characters. */
  readonly offset: number;
  /** The field, from the top of its object. */
  readonly path: string;
  readonly message: string;
}

/** Kinds of objects that are read here; of others it is not known which fields are text. */
const kinds = ['ModelMonitor', 'ConfigMap', 'Secret'];

/**
 * Duplicate keys of an object, and unquoted text such as `no` and `1_000`: text in YAML 1.2, false and 1000 in YAML 1.1, which Kubernetes
 * reads. A category named `no` would be one thing on a laptop and another in a cluster.
 */
export function yamlPitfalls({ contents }: Document.Parsed): YamlPitfall[] {
  const top: unknown = contents;
  const items = isMap(top) && top.get('kind') === 'List' ? top.get('items') : undefined;
  return isSeq(items) ? items.items.flatMap(pitfallsOfObject) : pitfallsOfObject(contents);
}

function pitfallsOfObject(object: unknown): YamlPitfall[] {
  const kind = isMap(object) ? (object.get('kind') ?? '') : '';
  return pitfallsIn(object, { keys: [], ambiguousTexts: kind === '' || kinds.includes(String(kind)) });
}

interface Place {
  readonly keys: Keys;
  /** Whether unquoted text is reported as well as duplicate keys. */
  readonly ambiguousTexts: boolean;
}

function pitfallsIn(node: unknown, place: Place): YamlPitfall[] {
  const { keys, ambiguousTexts } = place;
  if (isSeq(node)) return node.items.flatMap((item, index) => pitfallsIn(item, { ...place, keys: [...keys, index] }));
  if (isMap(node)) {
    const ofEntries = node.items.flatMap(({ key, value }) => {
      const inner = [...keys, isScalar(key) ? String(key.value) : '?'];
      const ofKey = ambiguousTexts && isScalar(key) ? keyPitfalls(key, inner) : [];
      return [...ofKey, ...pitfallsIn(value, { ...place, keys: inner })];
    });
    return [...duplicateKeys(node, keys), ...ofEntries];
  }
  return ambiguousTexts && isScalar(node) ? valuePitfalls(node, keys) : [];
}

/** Not left to the parser, which compares every key with every other: a minute for a large ConfigMap. */
function duplicateKeys({ items }: YAMLMap, keys: Keys): YamlPitfall[] {
  const seen = new Set<string>();
  return items.flatMap(({ key }) => {
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name === undefined || name === '<<') return [];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ offset: offsetOf(key), path: fieldPath(keys), message: `expected unique keys, got ${name} twice` }];
  });
}

/** A key is always text, but Kubernetes rewrites it: 0x1f becomes "31". A plain `<<` merges objects, as intended. */
function keyPitfalls(key: Scalar, keys: Keys): YamlPitfall[] {
  const text = plainSource(key);
  const meaning = text === undefined || text === '<<' ? undefined : yaml11Meaning(text);
  if (text === undefined || meaning === undefined || text === 'true' || text === 'false') return [];
  return meaning === 'a number' && text === String(Number(text)) ? [] : [mustBeQuoted(key, keys, `the key ${text}: ${reads} ${meaning}`)];
}

function valuePitfalls(scalar: Scalar, keys: Keys): YamlPitfall[] {
  const text = plainSource(scalar);
  // The only boolean of these kinds that is not validated.
  if (text === undefined || fieldPath(keys) === 'immutable') return [];
  if (typeof scalar.value === 'number') {
    if (!/^[-+]?0\d+$/.test(text)) return [];
    const message = `expected quotes or no leading zeros, got ${text}: ${reads} an octal number`;
    return [{ offset: offsetOf(scalar), path: fieldPath(keys), message }];
  }
  const meaning = typeof scalar.value === 'string' ? yaml11Meaning(text) : undefined;
  return meaning === undefined ? [] : [mustBeQuoted(scalar, keys, `${text}: ${reads} ${meaning}`)];
}

const reads = 'YAML 1.1, the version of Kubernetes, reads it as';

function mustBeQuoted(node: Scalar, keys: Keys, what: string): YamlPitfall {
  return { offset: offsetOf(node), path: fieldPath(keys), message: `expected quotes around ${what}` };
}

/** The text of an unquoted scalar as it is written. */
function plainSource({ type, source }: Scalar): string | undefined {
  return type === 'PLAIN' && source !== '' ? source : undefined;
}

function offsetOf(node: unknown): number {
  return isNode(node) ? (node.range?.[0] ?? 0) : 0;
}
