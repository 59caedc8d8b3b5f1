import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import type { Keys } from './manifest.ts';

/**
 * Line of a field in a YAML document, from 1: the line of its key or list entry, or of the nearest parent that exists.
 *
 * @param keys path from the top of the document
 */
export function lineOfKeys(document: Document.Parsed, lines: LineCounter, keys: Keys): number {
  let node: Node | null | undefined = document.contents;
  let offset = startOf(node) ?? document.range[0];
  for (const key of keys) {
    const step: Step | undefined = stepInto(isAlias(node) ? node.resolve(document) : node, key);
    if (step === undefined) break;
    offset = step.offset ?? offset;
    node = step.node;
  }
  return lines.linePos(offset).line;
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
  const pair = node.items.find((candidate) => isScalar(candidate.key) && String(candidate.key.value) === String(key));
  if (pair === undefined) return undefined;
  return { node: isNode(pair.value) ? pair.value : null, offset: isNode(pair.key) ? startOf(pair.key) : undefined };
}

function startOf(node: Node | null | undefined): number | undefined {
  return node?.range?.[0];
}
