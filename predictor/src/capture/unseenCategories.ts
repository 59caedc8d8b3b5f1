import type { Contract, ContractFeature } from '../contract/contract.ts';
import type { UnseenCell } from '../contract/refusedRow.ts';
import { createUnseenTexts, type UnseenTexts } from './unseenTexts.ts';

/** Categories that the model does not know, as stored rows hold them: numbers behind those of the known categories. */
export interface UnseenCategories {
  /** Writes an unseen category into a stored row, unless the feature is redacted. */
  write(cell: UnseenCell, stored: Float64Array, start: number): void;
  /** What a stored row holds for a category of a feature, known or not. */
  codeOf(feature: number, category: string): number;
  /** Every category of a feature by the number that stored rows hold. */
  categoriesOf(feature: number): readonly string[];
}

export interface UnseenCategoriesOptions {
  readonly contract: Contract;
  /** Indices of the features that rows hold, in their order. */
  readonly kept: readonly number[];
  /** Most unseen categories per feature. */
  readonly most: number;
  /** Every value that stored rows hold in one cell. */
  readonly storedValues: (cell: number) => Iterable<number>;
}

/** More would take memory and tell no more. */
const mostEver = 10_000;

export function createUnseenCategories({ contract, kept, most, storedValues }: UnseenCategoriesOptions): UnseenCategories {
  const texts = new Map<number, UnseenTexts>();
  const indices = new Map<number, ReadonlyMap<string, number>>();
  const cellOf = new Map(kept.map((feature, cell) => [feature, cell]));
  const categoriesIn = (feature: number) => (contract.features[feature] as ContractFeature).categories;
  const textsOf = (feature: number): UnseenTexts => {
    const own = texts.get(feature);
    if (own !== undefined) return own;
    const created = createUnseenTexts(Math.min(most, mostEver), function* () {
      const first = categoriesIn(feature).length;
      for (const value of storedValues(cellOf.get(feature) ?? 0)) if (value >= first) yield value - first;
    });
    texts.set(feature, created);
    return created;
  };
  const indexOf = (feature: number): ReadonlyMap<string, number> => {
    const own = indices.get(feature) ?? new Map(categoriesIn(feature).map((category, index) => [category, index]));
    indices.set(feature, own);
    return own;
  };
  const codeOf = (feature: number, category: string) =>
    indexOf(feature).get(category) ?? categoriesIn(feature).length + textsOf(feature).codeOf(category);
  return {
    write({ feature, text }, stored, start) {
      const cell = cellOf.get(feature);
      if (cell !== undefined) stored[start + cell] = codeOf(feature, text);
    },
    codeOf,
    categoriesOf: (feature) => [...categoriesIn(feature), ...(texts.get(feature)?.texts ?? [])],
  };
}
