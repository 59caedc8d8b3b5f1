import { matchCategories } from '../contract/matchCategories.ts';
import { nameList } from '../contract/nameList.ts';
import type { ModelContract, ModelFeature } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import type { TreeSource, TreesSource } from '../trees/treeSource.ts';
import type { BoostedFeature, BoostedFile } from './boostedFile.ts';

/** Several texts may have the same code: hashes, or names of the same meaning. */
type IndicesByCode = ReadonlyMap<number, readonly number[]>;

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
  { trees, features, codeOf }: Pick<BoostedFile, 'trees' | 'features' | 'codeOf'>,
  contract: ModelContract,
  places: readonly number[],
): BoundCategories {
  const largest = largestCodes(trees);
  const categories: [string, readonly string[]][] = [];
  const indices = new Map<number, IndicesByCode>();
  for (const [feature, file] of features.entries()) {
    const requested = contract.features[places[feature] as number] as ModelFeature;
    checkType(requested, file);
    if (requested.type === 'numeric') continue;
    if (file.type === 'numeric') {
      categories.push([requested.name, truthValues(requested) as readonly string[]]);
      continue;
    }
    const { list, codes } =
      codeOf === undefined ? matchCategories(requested, namesOf(file, largest.get(feature))) : hashCategories(requested, codeOf);
    categories.push([requested.name, list]);
    if (codes.some((code, index) => code !== index))
      indices.set(
        feature,
        Map.groupBy(codes.keys(), (index) => codes[index] as number),
      );
  }
  const recoded = indices.size === 0 ? trees : { ...trees, trees: trees.trees.map((tree) => recode(tree, indices)) };
  return { categories: Object.fromEntries(categories), trees: recoded };
}

function namesOf(
  { categories, readings, codesAreNumbers = false }: BoostedFeature,
  largestCode = 0,
): Parameters<typeof matchCategories>[1] {
  return {
    largestCode,
    codesAreNumbers,
    ...(categories === undefined ? {} : { names: categories }),
    ...(readings === undefined ? {} : { readings }),
  };
}

function hashCategories({ name, values }: ModelFeature, codeOf: (text: string) => number): ReturnType<typeof matchCategories> {
  if (values !== undefined) return { list: values, codes: values.map(codeOf) };
  throw new ModelFormatError(
    `feature "${name}" is categorical, and the model file holds only hashes of its categories: list its values in the resource`,
  );
}

function checkType({ name, type, values }: ModelFeature, file: BoostedFeature): void {
  if (type === 'numeric' && file.categories !== undefined) {
    throw new ModelFormatError(
      `feature "${name}" is numeric in the resource; in the model file it is categorical: ${nameList(file.categories)}`,
    );
  }
  if (type === 'categorical' && file.type === 'numeric' && truthValues({ values }) === undefined) {
    const listed = values === undefined ? '' : ` (${nameList(values)})`;
    throw new ModelFormatError(`feature "${name}" is categorical in the resource${listed}, numeric in the model file`);
  }
}

/** The truth values of a feature by the numbers 0 and 1 that a model trained on truth values holds; undefined where it has other values. */
function truthValues({ values }: { readonly values?: readonly string[] | undefined }): readonly string[] | undefined {
  const [no, yes] = [/^\s*(false|0(\.0*)?)\s*$/i, /^\s*(true|1(\.0*)?)\s*$/i].map((spelling) =>
    values?.filter((value) => spelling.test(value)),
  );
  return values?.length === 2 && no?.length === 1 && yes?.length === 1 ? [...no, ...yes] : undefined;
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

function recode(tree: TreeSource, indices: ReadonlyMap<number, IndicesByCode>): TreeSource {
  const sets = new Map(tree.sets);
  for (const [node, set] of sets) {
    const byCode = indices.get(tree.feature[node] as number);
    if (byCode === undefined) continue;
    const values = Array.from(set.values, (code) => byCode.get(code) ?? []).flat();
    sets.set(node, { values, membersGo: set.membersGo });
  }
  return { ...tree, sets };
}
