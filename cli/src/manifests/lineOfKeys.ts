import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Keys } from './manifest.ts';

/**
 * Line of a field in a YAML document, from 1: the line of its key or list entry, or of the nearest parent that exists.
 *
 * @param keys path from the top of the document
 */
export function lineOfKeys(document: Document.Parsed, lines: LineCounter, keys: Keys): number {
  const offsets = stepsAlong(document, keys).map((step) => step.offset);
  return lines.linePos(offsets.findLast((offset) => offset !== undefined) ?? startOf(document.contents) ?? document.range[0]).line;
}

/** The text of an unquoted value as it is written, such as `0x1f`; undefined for other values and where nothing is written. */
export function plainTextOfKeys(document: Document.Parsed, keys: Keys): string | undefined {
  const steps = stepsAlong(document, keys);
  const node = steps.length === keys.length ? steps.at(-1)?.node : undefined;
  return isScalar(node) && node.type === 'PLAIN' && node.source !== '' ? node.source : undefined;
}

/** As many steps as the document has. */
function stepsAlong(document: Document.Parsed, keys: Keys): Step[] {
  const steps: Step[] = [];
  for (const key of keys) {
    const node: Node | null | undefined = steps.length === 0 ? document.contents : steps.at(-1)?.node;
    const step = stepInto(isAlias(node) ? node.resolve(document) : node, key);
    if (step === undefined) break;
    steps.push(step);
  }
  return steps;
}

interface Step {
  readonly node: Node | null;
  readonly offset: number | undefined;
}

function stepInto(node: Node | null | undefined, key: string | number): Step | undefined {
  if (isSeq(node)) {
    const item = typeof key === 'number' ? node.items[key] : undefined;
    return isNode(item) ? { node: item, offset: startOf(item) } : undefined;
  }
  if (!isMap(node)) return undefined;
  const pair = entriesOf(node).get(String(key));
  if (pair === undefined) return undefined;
  return { node: isNode(pair.value) ? pair.value : null, offset: isNode(pair.key) ? startOf(pair.key) : undefined };
}

/** Entries of maps by key: a file with many problems looks up as many fields of the same map. */
const knownEntries = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

function entriesOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = knownEntries.get(map);
  if (known !== undefined) return known;
  // Of a key that is there twice, the first entry.
  const entries = new Map(map.items.toReversed().flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])));
  knownEntries.set(map, entries);
  return entries;
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}
