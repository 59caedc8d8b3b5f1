import type { CompiledTrees } from './compiledTrees.ts';

/**
 * The same trees for rows whose columns stand elsewhere.
 *
 * @param columns per feature of the trees: its column in a row
 * @param featureCount columns of a row
 */
export function placeColumns(trees: CompiledTrees, columns: ArrayLike<number>, featureCount: number): CompiledTrees {
  const place = (feature: number): number => columns[feature] as number;
  return {
    ...trees,
    featureCount,
    feature: trees.feature.map(place),
    linear: new Map([...trees.linear].map(([node, leaf]) => [node, { ...leaf, features: Int32Array.from(leaf.features, place) }])),
  };
}
