import type { Feature } from '@modelmonitor/api';
import type { ModelFeature } from '@modelmonitor/models';
import type { Column } from '@modelmonitor/tables';
import { type NumberNotation, natureOf, plainNotation } from '@modelmonitor/tables/values';
import { InputError } from '../errors.ts';
import { categoryNames, countTexts } from './categoryNames.ts';
import { isRowNumber, onlyCountsTime } from './isRowNumber.ts';

/** A feature as the resource describes it. */
export interface TrainingFeature extends ModelFeature {
  /** Set if the data has gaps in it: requests may leave it out. */
  readonly optional?: true;
  /** Of a numeric feature: how its numbers are written in the data, if not as programs write them. */
  readonly notation?: NonNullable<Feature['notation']>;
  /** Of a categorical feature: the model predicts rows with other categories too. */
  readonly unseen?: 'predict';
}

/** A feature and its values as input of a forest: numbers, the index of a category, NaN for missing or infinite values. */
export interface FeatureColumn {
  readonly feature: TrainingFeature;
  readonly values: Float64Array;
}

type NumericColumn = Extract<Column, { readonly type: 'numeric' }>;
type CategoricalColumn = Extract<Column, { readonly type: 'categorical' }>;

/** A column that is no feature, and why. */
export interface LeftOutColumn {
  readonly name: string;
  readonly reason: LeftOutReason;
}

/** Reasons to leave a column out, as a user reads them. */
export const leftOutReasons = {
  time: 'dates or times',
  text: 'free text',
  identifier: 'identifiers',
  constant: 'the same value in every row',
  empty: 'no value in any row',
  categories: 'more than 1,000 categories',
  longName: 'a name of more than 128 characters',
  longCategory: 'a category of more than 128 characters',
  rowNames: 'row numbers or row names',
  unclear: 'numbers that cannot be read',
  counting: 'a time or row number, since it only ascends or descends from row to row',
  datePart: 'no such part in the dates',
} as const;

type LeftOutReason = keyof typeof leftOutReasons;

export interface FeatureChoice {
  /** Rows to train on. */
  readonly rows: readonly number[];
  /** Whether the user names the column as a feature. */
  readonly isNamed: boolean;
  /** How the numbers of the column are written. */
  readonly notation?: NumberNotation | undefined;
  /** Whether the column is a part of the dates of another one. */
  readonly isDerived?: boolean;
  /** Categories that the resource lists, in its order. */
  readonly known?: readonly string[] | undefined;
}

/** Limits of the resource. */
const [mostCategories, longestName] = [1000, 128];

/**
 * Converts a column of a table to a feature. Columns that cannot repeat (texts, identifiers, times) or do not vary are left out unless the
 * user names them; what the resource cannot hold is an error then.
 *
 * @throws InputError if a column that the user names cannot be a feature
 */
export function featureColumn(column: Column, choice: FeatureChoice): FeatureColumn | LeftOutColumn {
  const { name } = column;
  const read = column.type === 'numeric' ? numericFeature(column, choice) : categoricalFeature(column, choice);
  const reason = name.length > longestName ? 'longName' : read;
  if (typeof reason !== 'string') return reason;
  if (!choice.isNamed) return { name, reason };
  throw new InputError(`${JSON.stringify(name)} cannot be a feature: it has ${leftOutReasons[reason]}; leave it out of --features`);
}

function numericFeature(
  { name, values: all }: NumericColumn,
  { rows, isNamed, isDerived = false, notation }: FeatureChoice,
): FeatureColumn | LeftOutReason {
  const values = Float64Array.from(rows, (row) => (Number.isFinite(all[row]) ? (all[row] as number) : Number.NaN));
  const present = values.filter((value) => !Number.isNaN(value));
  if (present.length === 0) return isDerived ? 'datePart' : 'empty';
  // Rows without a target may have gaps too, and be sent.
  const hasGaps = !all.every(Number.isFinite);
  if (!isNamed && !hasGaps && present.every((value) => value === present[0])) return 'constant';
  if (!isNamed && !isDerived && !hasGaps) {
    // Amounts of a unit are no times, whatever the name.
    if ((notation?.unit ?? '') === '' && onlyCountsTime(name, all)) return 'counting';
    if (isRowNumber(name, present)) return 'identifier';
  }
  return { feature: { name, type: 'numeric', ...notationField(notation), ...(hasGaps ? { optional: true } : {}) }, values };
}

/** What the resource has to say of how numbers are written. */
export function notationField({ decimal, thousands, unit }: NumberNotation = plainNotation): Pick<TrainingFeature, 'notation'> {
  const notation = {
    ...(decimal === '.' ? {} : { decimal }),
    ...(thousands === '' ? {} : { thousands }),
    ...(unit === '' || unit.length > longestName ? {} : { unit }),
  };
  return Object.keys(notation).length === 0 ? {} : { notation };
}

function categoricalFeature(
  { name, values: all }: CategoricalColumn,
  { rows, isNamed, known = [] }: FeatureChoice,
): FeatureColumn | LeftOutReason {
  const texts = rows.map((row) => all[row] ?? null);
  const counts = countTexts(texts);
  if (counts.size === 0) return 'empty';
  const nature = natureOf(counts);
  if (!isNamed && nature !== 'categories') return nature;
  const hasGaps = all.includes(null);
  const names = categoryNames(counts);
  const found = [...new Set(names.values())].sort();
  if (!isNamed && !hasGaps && found.length === 1) return 'constant';
  const categories = [...known, ...found.filter((category) => !known.includes(category))];
  if (categories.length > mostCategories) return 'categories';
  if (categories.some((category) => category.length > longestName)) return 'longCategory';
  const indexOf = new Map(categories.map((category, index) => [category, index]));
  const values = Float64Array.from(texts, (text) => (text === null ? Number.NaN : (indexOf.get(names.get(text) ?? text) ?? Number.NaN)));
  return { feature: { name, type: 'categorical', values: categories, unseen: 'predict', ...(hasGaps ? { optional: true } : {}) }, values };
}
