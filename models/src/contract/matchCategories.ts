import type { ModelFeature } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { matchNames } from './matchNames.ts';
import { nameList } from './nameList.ts';

/** A name of which a damaged file may hold only the beginning. */
export interface SavedName {
  readonly text: string;
  readonly isCut: boolean;
}

interface FileCategories {
  /** Names of the categories by their code; absent where the file holds codes only. */
  readonly names?: readonly string[];
  /** What the names may be, by their code, where the file leaves that open: the first list that has all values of the contract counts. */
  readonly readings?: readonly (readonly SavedName[])[];
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
  { names, readings, largestCode, codesAreNumbers = false }: FileCategories,
): MatchedCategories {
  if (readings !== undefined) return matchReadings(name, values, readings);
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

function matchReadings(
  name: string,
  values: readonly string[] | undefined,
  readings: readonly (readonly SavedName[])[],
): MatchedCategories {
  const damage = 'XGBoost 3.1 and 3.2 cut names of categories with letters beyond ASCII when they save a model';
  if (values === undefined) throw new ModelFormatError(`feature "${name}": list its values in the resource, since ${damage}`);
  for (const saved of readings) {
    const codes = values.map((value) => codeOf(value, saved));
    if (!codes.includes(-1) && new Set(codes).size === codes.length) return { list: values, codes };
  }
  const known = (readings.at(-1) ?? []).map(({ text, isCut }) => (isCut ? `${text}…` : text));
  throw new ModelFormatError(
    `feature "${name}" may be ${nameList(values)} in the resource, but the model file knows ${nameList(known)}; ${damage}`,
  );
}

/** The code of a name: the same text, else the longest beginning of it. */
function codeOf(value: string, saved: readonly SavedName[]): number {
  const exact = saved.findIndex(({ text, isCut }) => !isCut && text.trim() === value.trim());
  if (exact >= 0) return exact;
  let best = -1;
  for (const [code, { text, isCut }] of saved.entries()) {
    // A name of which nothing is left could be any.
    if (
      isCut &&
      text.trim() !== '' &&
      value.trim().startsWith(text.trimStart()) &&
      (best < 0 || text.length > (saved[best] as SavedName).text.length)
    )
      best = code;
  }
  return best;
}

function isCode(value: string): boolean {
  return /^\s*\d{1,8}(\.0*)?\s*$/.test(value);
}
