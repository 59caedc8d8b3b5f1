import type { ProblemKind } from '../problem.ts';
import { categoryReader, isCategoryValue } from './categoryReader.ts';
import type { ContractFeature } from './contract.ts';
import { numberMeant } from './numberMeant.ts';

/** What one cell reads as when it has to be refused; any number, NaN for missing included, is a value. */
export const refused: unique symbol = Symbol('refused');

/** Why a value is refused, and what the feature accepts instead. */
interface CellRefusal {
  readonly kind: ProblemKind;
  readonly expected: string;
}

/** Reads the values of one feature. */
export interface CellReader {
  readonly feature: ContractFeature;
  /**
   * Reads what is neither a category itself nor an accepted number: another spelling, or a missing value. An unknown category, where the
   * model predicts such, is the number of categories.
   */
  readonly readOther: (value: unknown) => number | typeof refused;
  /** What is wrong with a value, if anything: slower, for messages. */
  readonly refusalOf: (value: unknown) => CellRefusal | undefined;
}

/** The reader of a feature's values but for the usual ones, which the reader of rows reads itself. */
export function compileCell(feature: ContractFeature): CellReader {
  return feature.type === 'categorical' ? categoricalCell(feature) : numericCell(feature);
}

function categoricalCell(feature: ContractFeature): CellReader {
  const { optional, unseen, categories } = feature;
  const missing = optional ? Number.NaN : refused;
  const meaningOf = categoryReader(categories);
  return {
    feature,
    readOther(value) {
      const meaning = meaningOf(value);
      if (typeof meaning === 'number') return Number.isNaN(meaning) ? missing : meaning;
      if (value === undefined || value === null) return missing;
      return meaning === undefined && unseen === 'predict' && isCategoryValue(value) ? categories.length : refused;
    },
    refusalOf(value) {
      const expected = expectedText(feature);
      const meaning = meaningOf(value);
      if (value === undefined || value === null || Number.isNaN(meaning))
        return optional ? undefined : { kind: 'missing_feature', expected };
      if (typeof meaning === 'number') return undefined;
      if (!isCategoryValue(value)) return { kind: 'wrong_type', expected };
      if (meaning !== undefined) return { kind: 'ambiguous_category', expected: `one of the texts ${listText(meaning)}` };
      return unseen === 'predict' ? undefined : { kind: 'unknown_category', expected };
    },
  };
}

function numericCell(feature: ContractFeature): CellReader {
  const { minimum, maximum, optional, notation } = feature;
  const missing = optional ? Number.NaN : refused;
  // A range from 0 to 1 is what makes true and false numbers.
  const isFlag = minimum === 0 && maximum === 1;
  const meaningOf = (value: unknown) => (isFlag && typeof value === 'boolean' ? Number(value) : numberMeant(value, notation));
  return {
    feature,
    readOther(value) {
      if (value === undefined || value === null) return missing;
      const number = meaningOf(value);
      if (number === undefined) return refused;
      if (Number.isNaN(number)) return missing;
      return number >= minimum && number <= maximum && Number.isFinite(number) ? number : refused;
    },
    refusalOf(value) {
      const kind = numericRefusal(value === undefined || value === null ? Number.NaN : meaningOf(value), feature);
      return kind === undefined ? undefined : { kind, expected: expectedText(feature) };
    },
  };
}

function numericRefusal(number: number | undefined, { minimum, maximum, optional }: ContractFeature): ProblemKind | undefined {
  if (number === undefined) return 'wrong_type';
  if (Number.isNaN(number)) return optional ? undefined : 'missing_feature';
  if (!Number.isFinite(number)) return 'not_finite';
  return number >= minimum && number <= maximum ? undefined : 'out_of_range';
}

/** The accepted values of a feature, for messages. */
export function expectedText({ type, minimum, maximum, optional, categories }: ContractFeature): string {
  const or = optional ? ' or null' : '';
  if (type === 'categorical') return `one of ${listText(categories)}${or}`;
  const lower = Number.isFinite(minimum) ? ` ≥ ${minimum}` : '';
  const upper = Number.isFinite(maximum) ? ` ≤ ${maximum}` : '';
  return `a number${lower}${lower !== '' && upper !== '' ? ' and' : ''}${upper}${or}`;
}

function listText(categories: readonly string[]): string {
  const listed = categories.slice(0, 10).map((category) => JSON.stringify(category));
  return `${listed.join(', ')}${categories.length > 10 ? `, … (${categories.length})` : ''}`;
}
