import { type Document, isNode, isScalar, type Scalar, visit, type YAMLMap } from 'yaml';

/** Something that parses here and would be refused, or mean something else, in a cluster. */
export interface YamlPitfall {
  /** Where it starts in the file, in characters. */
  readonly offset: number;
  readonly message: string;
}

/**
 * Keys that stand twice in one object, and words such as `no` without quotes: YAML 1.2 reads text, YAML 1.1, and so Kubernetes, reads false.
 * A category called `no` would be one thing on a laptop and another in a cluster.
 */
export function yamlPitfalls(document: Document.Parsed): YamlPitfall[] {
  const pitfalls: YamlPitfall[] = [];
  visit(document, {
    Map: (_key, map) => void pitfalls.push(...doubleKeys(map)),
    Scalar: (_key, scalar) => void pitfalls.push(...truthWord(scalar)),
  });
  return pitfalls;
}

/** Asked here and not of the parser, which compares every key with every other: a minute for a large ConfigMap. */
function doubleKeys({ items }: YAMLMap): YamlPitfall[] {
  const seen = new Set<string>();
  return items.flatMap(({ key }) => {
    const name = isScalar(key) ? String(key.value) : undefined;
    if (name === undefined || name === '<<') return [];
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    const offset = isNode(key) ? (key.range?.[0] ?? 0) : 0;
    return [{ offset, message: `the key ${name} stands twice in this object; it may stand once` }];
  });
}

function truthWord({ type, value, range }: Scalar): YamlPitfall[] {
  if (type !== 'PLAIN' || typeof value !== 'string' || !/^(yes|no|on|off)$/i.test(value)) return [];
  return [{ offset: range?.[0] ?? 0, message: `${value} has to be in quotes: Kubernetes reads it as a truth value, as YAML 1.1 does` }];
}
