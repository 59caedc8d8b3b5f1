import { type NameList, namesAmong } from '../commands/nameList.ts';
import { InputError, UsageError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';

/** The columns of a data file that a model is trained on. */
export interface ColumnChoice {
  readonly target: string;
  /** The features, in this order; by default every column but the target. */
  readonly features?: NameList | undefined;
  /** Columns that are not features. */
  readonly exclude?: NameList | undefined;
  /** Numeric columns that are categorical features. */
  readonly categorical?: NameList | undefined;
}

/**
 * Names of the chosen features.
 *
 * @param columns names of all columns of the file
 * @throws InputError if the choice names a column that does not exist, or leaves no feature
 * @throws UsageError if the choice contradicts itself
 */
export function featureNames(columns: readonly string[], choice: ColumnChoice): string[] {
  const { target } = choice;
  const features = choice.features === undefined ? undefined : namesAmong(choice.features, columns);
  const [exclude, categorical] = [namesAmong(choice.exclude ?? [], columns), namesAmong(choice.categorical ?? [], columns)];
  if (features !== undefined && exclude.length > 0) throw new UsageError('--features and --exclude cannot be given together');
  for (const [option, names] of Object.entries({ target: [target], features: features ?? [], exclude, categorical })) {
    for (const name of names) requireColumn(columns, name, option);
  }
  if (features?.includes(target)) throw new UsageError(`--features contains the target ${JSON.stringify(target)}`);
  const chosen = [...new Set(features ?? columns.filter((name) => name !== target && !exclude.includes(name)))];
  if (chosen.length === 0) throw new InputError('expected at least one feature, got no column but the target');
  const stray = categorical.find((name) => !chosen.includes(name));
  if (stray !== undefined) throw new UsageError(`--categorical: ${JSON.stringify(stray)} is not a feature`);
  return chosen;
}

function requireColumn(columns: readonly string[], name: string, option: string): void {
  if (columns.includes(name)) return;
  const known = columns.length > 20 ? `${columns.slice(0, 20).join(', ')}, …` : columns.join(', ');
  throw new InputError(`--${option}: unknown column ${JSON.stringify(name)}${didYouMean(name, columns)}; columns: ${known}`);
}
