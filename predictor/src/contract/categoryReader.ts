import { type CategoryValue, categoryFinder, isMissingToken } from '@modelmonitor/tables/values';

/** What a value means: the index of a category, NaN for a missing value, the categories it may mean, or undefined for none. */
export type CategoryMeaning = number | readonly string[] | undefined;

/** Most spellings, beside the categories themselves, that are remembered per feature, and the longest of them. */
const [mostSpellings, longestSpelling] = [1000, 64];

/**
 * What values of any JSON type mean among categories: the category itself, found by one look-up, else another spelling of it, such as true
 * for "True" or 1 for "1.0", else a text that stands for a missing value, such as "nan".
 */
export function categoryReader(categories: readonly string[]): (value: unknown) => CategoryMeaning {
  const known = new Map<unknown, number>(categories.map((category, index) => [category, index]));
  const mostKnown = categories.length + mostSpellings;
  let find: ReturnType<typeof categoryFinder> | undefined;
  const meaningOf = (value: CategoryValue): CategoryMeaning => {
    find ??= categoryFinder(categories);
    const found = find(value);
    if (found === undefined) return typeof value === 'string' && isMissingToken(value) ? Number.NaN : undefined;
    return 'name' in found ? known.get(found.name) : found.ambiguous;
  };
  return (value) => {
    const index = known.get(value);
    if (index !== undefined || !isCategoryValue(value)) return index;
    const meaning = meaningOf(value);
    if (typeof meaning === 'number' && known.size < mostKnown && String(value).length <= longestSpelling) known.set(value, meaning);
    return meaning;
  };
}

/** Whether a value of JSON may name a category: not an object, and not a number too large for a double. */
export function isCategoryValue(value: unknown): value is CategoryValue {
  return typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value));
}
