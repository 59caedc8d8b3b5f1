import { isObject } from '../document/isObject.ts';
import { valueText } from '../document/valueText.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import type { ForestTree } from './forestFile.ts';

/**
 * Writes the object tree of ml-cart as preorder lists. It keeps its own stack, so no depth of nesting can overflow the call stack.
 *
 * @param root ml-cart's node: {splitColumn, splitValue, left, right}, or {distribution} for a leaf; `missing: 'left'` at a split sends missing
 *   values left
 * @param columns the forest's feature index behind each column of this tree
 * @param most nodes the tree may have
 * @throws ModelFormatError when a node is neither a split nor a leaf
 * @throws RangeError when the tree has more than `most` nodes
 */
export function flattenTree(root: unknown, columns: readonly number[], most: number): ForestTree {
  const feature: number[] = [];
  const value: number[] = [];
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const node = waiting.pop();
    if (feature.length >= most) throw new RangeError(`a tree must have at most ${most} nodes, got more`);
    if (!isObject(node)) throw new ModelFormatError(`node ${feature.length} must be a split or a leaf, got ${valueText(node)}`);
    if (node['distribution'] !== undefined) {
      feature.push(-1);
      value.push(leafValue(node['distribution']));
      continue;
    }
    const split = featureOf(node['splitColumn'], columns, feature.length);
    feature.push(node['missing'] === 'left' ? -2 - split : split);
    value.push(node['splitValue'] as number);
    waiting.push(node['right'], node['left']);
  }
  return { feature, value };
}

function featureOf(column: unknown, columns: readonly number[], node: number): number {
  const feature = typeof column === 'number' ? columns[column] : undefined;
  if (feature !== undefined) return feature;
  throw new ModelFormatError(`node ${node}: splitColumn must be an index from 0 to ${columns.length - 1}, got ${valueText(column)}`);
}

/** A regression leaf holds its value, a classification leaf one row of class shares: the largest wins, the first of equals. */
function leafValue(distribution: unknown): number {
  if (!Array.isArray(distribution)) return distribution as number;
  const shares: unknown = distribution[0];
  if (!Array.isArray(shares) || shares.length === 0 || !shares.every(Number.isFinite)) {
    throw new ModelFormatError(`a leaf's distribution must be one row of class shares, got ${valueText(distribution)}`);
  }
  return shares.indexOf(shares.reduce((largest: number, share: number) => Math.max(largest, share)));
}
