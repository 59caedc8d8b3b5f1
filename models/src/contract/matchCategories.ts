import type { ModelFeature } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { matchNames } from './matchNames.ts';
import { nameList } from './nameList.ts';

interface FileCategories {
  /** Names of the categories by their code; absent where the file holds codes only. */
  readonly names?: readonly string[];
  /** The largest code that the model knows, where the file holds no names. */
  readonly largestCode: number;
  /** Whether a code is the number that was in the data, never a place in a list of categories. */
  readonly codesAreNumbers?: boolean;
}

interface MatchedCategories {
  /** The values of the feature, as `Model.categories` lists them. */
  readonly list: readonly string[];
  /** The file's code of each of them. */
  readonly codes: readonly number[];
}

const mostCodes = 65_536;

/**
 * The categories of a feature: the contract's values where it lists them, else the file's names, else codes as texts ("0", "1", …).
 * Values of a contract for a file without names are numbered in the contract's order; values that are whole numbers are codes themselves where the file says so,
 * or knows a code beyond that order.
 *
 * @throws ModelFormatError that names the values which the file does not know
 */
export function matchCategories(
  { name, values }: ModelFeature,
  { names, largestCode, codesAreNumbers = false }: FileCategories,
): MatchedCategories {
  if (names !== undefined && values !== undefined) {
    const codes = matchNames(values, names);
    const unknown = values.filter((_, index) => codes[index] === -1);
    if (unknown.length === 0) return { list: values, codes };
    throw new ModelFormatError(
      `feature "${name}" may be ${nameList(unknown)} in the resource, but the model file knows only ${nameList(names)}`,
    );
  }
  if (names === undefined && values === undefined && largestCode >= mostCodes) {
    throw new ModelFormatError(`feature "${name}" has codes up to ${largestCode} and no names: list its values in the resource`);
  }
  if (names === undefined && values?.every(isCode) && (codesAreNumbers || largestCode >= values.length)) {
    return { list: values, codes: values.map(Number) };
  }
  const list = values ?? names ?? Array.from({ length: largestCode + 1 }, (_, code) => String(code));
  return { list, codes: list.map((_, code) => code) };
}

function isCode(value: string): boolean {
  return /^\s*\d{1,8}(\.0*)?\s*$/.test(value);
}
