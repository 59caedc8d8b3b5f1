import { InputError } from './errors.ts';
import { didYouMean } from './nearest.ts';

/** Names that an option refers to, and the columns a file has. */
export interface NamedColumns {
  /** The option, such as `--columns`. */
  readonly option: string;
  readonly names: readonly string[];
  readonly file: string;
  readonly columns: readonly string[];
}

/** @throws InputError for the first name the file has no column of */
export function requireColumns({ option, names, file, columns }: NamedColumns): void {
  const unknown = names.find((name) => !columns.includes(name));
  if (unknown === undefined) return;
  const hint = didYouMean(unknown, columns) || `; it has: ${shortList(columns)}`;
  throw new InputError(`${option} names ${JSON.stringify(unknown)}, a column ${file} does not have${hint}`);
}

function shortList(names: readonly string[]): string {
  const shown = names.slice(0, 20).join(', ');
  return names.length > 20 ? `${shown} and ${names.length - 20} more` : shown;
}
