import { type Document, isNode, isScalar, type Scalar, visit, type YAMLMap } from 'yaml';

/** YAML that parses here and would be rejected, or mean something else, in a cluster. */
export interface YamlPitfall {
  /** Its position in the file, in characters. */
  readonly offset: number;
  readonly message: string;
}

/**
 * Duplicate keys of an object, and unquoted words such as `no`: text in YAML 1.2, false in YAML 1.1, which Kubernetes reads. A category named
 * `no` would be one thing on a laptop and another in a cluster.
 */
export function yamlPitfalls(document: Document.Parsed): YamlPitfall[] {
  const pitfalls: YamlPitfall[] = [];
  visit(document, {
    Map: (_key, map) => void pitfalls.push(...duplicateKeys(map)),
    Scalar: (_key, scalar) => void pitfalls.push(...unquotedBooleans(scalar)),
  });
  return pitfalls;
}

/** Not left to the parser, which compares every key with every other: a minute for a large ConfigMap. */
function duplicateKeys({ items }: YAMLMap): YamlPitfall[] {
  const seen = new Set<string>();
  return items.flatMap(({ key }) => {
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name === undefined || name === '<<') return [];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
    return [{ offset, message: `expected unique keys, got ${name} twice` }];
  });
}

function unquotedBooleans({ type, value, range }: Scalar): YamlPitfall[] {
  if (type !== 'PLAIN' || typeof value !== 'string' || !/^(yes|no|on|off)$/i.test(value)) return [];
  return [{ offset: range?.[0] ?? 0, message: `expected quotes around ${value}: Kubernetes reads it as a boolean, as in YAML 1.1` }];
}
