import { type NameList, namesAmong } from './commands/nameList.ts';
import { InputError } from './errors.ts';
import { didYouMean } from './nearest.ts';
import { shortList } from './output/shortList.ts';

/** Column names given by an option, and the columns of a file. */
export interface NamedColumns {
  /** The option, such as `--columns`. */
  readonly option: string;
  readonly names: NameList;
  readonly file: string;
  readonly columns: readonly string[];
}

/**
 * The columns that an option names.
 *
 * @throws InputError for the first name that is no column of the file
 */
export function requireColumns({ option, names, file, columns }: NamedColumns): string[] {
  const known = new Set(columns);
  const found = namesAmong(names, known);
  const unknown = found.find((name) => !known.has(name));
  if (unknown === undefined) return found;
  const hint = didYouMean(unknown, columns) || `; its columns: ${shortList(columns)}`;
  throw new InputError(`${option}: ${file} has no column ${JSON.stringify(unknown)}${hint}`);
}
