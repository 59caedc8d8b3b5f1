import { matchCategories } from '../contract/matchCategories.ts';
import { nameList } from '../contract/nameList.ts';
import type { ModelContract, ModelFeature } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import type { TreeSource, TreesSource } from '../trees/treeSource.ts';
import type { BoostedFeature } from './boostedFile.ts';

interface BoundCategories {
  /** As `Model.categories`. */
  readonly categories: Record<string, readonly string[]>;
  /** The trees, their sets made of indices into `categories`. */
  readonly trees: TreesSource;
}

/**
 * Turns the codes in category sets into indices of the contract's values.
 *
 * @param places per feature of the file: its place in the contract
 * @throws ModelFormatError when a feature is categorical on one side only, or may take values that the file does not know
 */
export function bindCategories(
  { trees, features }: { trees: TreesSource; features: readonly BoostedFeature[] },
  contract: ModelContract,
  places: readonly number[],
): BoundCategories {
  const largest = largestCodes(trees);
  const categories: [string, readonly string[]][] = [];
  const indices = new Map<number, ReadonlyMap<number, number>>();
  for (const [feature, file] of features.entries()) {
    const requested = contract.features[places[feature] as number] as ModelFeature;
    checkType(requested, file);
    if (requested.type === 'numeric') continue;
    const names = file.categories;
    const { list, codes } = matchCategories(requested, {
      ...(names === undefined ? {} : { names }),
      largestCode: largest.get(feature) ?? 0,
    });
    categories.push([requested.name, list]);
    if (codes.some((code, index) => code !== index)) indices.set(feature, new Map(codes.map((code, index) => [code, index])));
  }
  const recoded = indices.size === 0 ? trees : { ...trees, trees: trees.trees.map((tree) => recode(tree, indices)) };
  return { categories: Object.fromEntries(categories), trees: recoded };
}

function checkType({ name, type, values }: ModelFeature, file: BoostedFeature): void {
  if (type === 'numeric' && file.categories !== undefined) {
    throw new ModelFormatError(
      `feature "${name}" is numeric in the resource; in the model file it is categorical: ${nameList(file.categories)}`,
    );
  }
  if (type === 'categorical' && file.type === 'numeric') {
    const listed = values === undefined ? '' : ` (${nameList(values)})`;
    throw new ModelFormatError(`feature "${name}" is categorical in the resource${listed}, numeric in the model file`);
  }
}

function largestCodes({ trees }: TreesSource): Map<number, number> {
  const largest = new Map<number, number>();
  for (const tree of trees) {
    for (const [node, { values }] of tree.sets ?? []) {
      const feature = tree.feature[node] as number;
      let code = largest.get(feature) ?? 0;
      for (let index = 0; index < values.length; index++) code = Math.max(code, values[index] as number);
      largest.set(feature, code);
    }
  }
  return largest;
}

function recode(tree: TreeSource, indices: ReadonlyMap<number, ReadonlyMap<number, number>>): TreeSource {
  const sets = new Map(tree.sets);
  for (const [node, set] of sets) {
    const byCode = indices.get(tree.feature[node] as number);
    if (byCode === undefined) continue;
    const values = Array.from(set.values, (code) => byCode.get(code)).filter((index) => index !== undefined);
    sets.set(node, { ...set, values });
  }
  return { ...tree, sets };
}
