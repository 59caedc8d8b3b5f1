import { InputError, UsageError } from '../errors.ts';
import { didYouMean } from '../nearest.ts';

/** Which columns of a data file a model is trained on. */
export interface ColumnChoice {
  readonly target: string;
  /** The features, in this order; every column but the target when absent. */
  readonly features?: readonly string[] | undefined;
  /** Columns that are no features. */
  readonly exclude?: readonly string[] | undefined;
  /** Features that are categories though they look like numbers. */
  readonly categorical?: readonly string[] | undefined;
}

/**
 * Names of the features a choice leaves.
 *
 * @param columns names of all columns of the file
 * @throws InputError when the choice names a column the file does not have, or leaves no feature
 * @throws UsageError when the choice contradicts itself
 */
export function featureNames(columns: readonly string[], choice: ColumnChoice): string[] {
  const { target, features, exclude = [], categorical = [] } = choice;
  if (features !== undefined && exclude.length > 0) throw new UsageError('--features and --exclude cannot be given together');
  for (const [option, names] of Object.entries({ target: [target], features: features ?? [], exclude, categorical })) {
    for (const name of names) requireColumn(columns, name, option);
  }
  if (features?.includes(target)) throw new UsageError(`--features holds the target ${JSON.stringify(target)}`);
  const chosen = [...new Set(features ?? columns.filter((name) => name !== target && !exclude.includes(name)))];
  if (chosen.length === 0) throw new InputError('a model needs at least one feature, got no column but the target');
  const stray = categorical.find((name) => !chosen.includes(name));
  if (stray !== undefined) throw new UsageError(`--categorical names ${JSON.stringify(stray)}, which is no feature`);
  return chosen;
}

function requireColumn(columns: readonly string[], name: string, option: string): void {
  if (columns.includes(name)) return;
  const known = columns.length > 20 ? `${columns.slice(0, 20).join(', ')}, …` : columns.join(', ');
  throw new InputError(`--${option}: there is no column ${JSON.stringify(name)}${didYouMean(name, columns)}; columns: ${known}`);
}
