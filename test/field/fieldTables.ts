import { join } from 'node:path';
import { pythonEnvironment } from '../bench/pythonEnvironment.ts';
import { runProgram } from '../command.ts';

/** A table and its files: whole, in two random halves, and a second half in which every column moved. */
export interface FieldTable {
  readonly name: string;
  readonly package: string;
  readonly rows: number;
  readonly columns: readonly string[];
  /** Columns that moved in the moved half. */
  readonly moved: readonly string[];
  /** The last column that has numbers, or few classes that repeat, and does not only count the rows. */
  readonly target: string | null;
  readonly files: { readonly whole: string; readonly reference: string; readonly current: string; readonly moved: string };
}

export interface FieldTables {
  readonly tables: readonly FieldTable[];
  /** Packages that have no tables here, with the reason. */
  readonly lacking: readonly string[];
  readonly python: string;
  readonly versions: string;
}

/** Minutes that reading all packages, and Evidently on all tables, may take. */
const longestSeconds = 3_600;

/**
 * Tables of public packages that pip can install.
 *
 * @param share of the tables, by the hash of their names
 */
export async function fieldTables(folder: string, share: number, write: (text: string) => void): Promise<FieldTables> {
  const { python, versions } = await pythonEnvironment('field', join(import.meta.dirname, 'requirements.txt'), write);
  // Packages print what they like; the last line is the script's.
  const output = await runProgram(python, [join(import.meta.dirname, 'tables.py'), folder, String(share)], { seconds: longestSeconds });
  const { tables, lacking } = JSON.parse(output.trimEnd().split('\n').at(-1) ?? '');
  const filesOf = (name: string) => ({
    whole: join(folder, `${name}.csv`),
    reference: join(folder, `${name}.reference.csv`),
    current: join(folder, `${name}.current.csv`),
    moved: join(folder, `${name}.moved.csv`),
  });
  return { tables: tables.map((table: FieldTable) => ({ ...table, files: filesOf(table.name) })), lacking, python, versions };
}

/** Evidently's finding of one column of the two halves. */
export interface EvidentlyColumn {
  /** Its name of the method, such as `K-S p_value`; absent without a score. */
  readonly method?: string;
  /** Null when it is not a number. */
  readonly score?: number | null;
  /** What Evidently takes the reference and the current column for: numerical, categorical, text, datetime or unknown. */
  readonly types?: readonly string[];
  /** How pandas reads both sides. */
  readonly dtypes: readonly string[];
  /** The exception that ended it. */
  readonly error?: string;
}

/** Evidently's findings of the halves of tables, by table and column. */
export async function evidentlyColumns(
  { python, tables }: FieldTables,
  folder: string,
): Promise<ReadonlyMap<string, ReadonlyMap<string, EvidentlyColumn>>> {
  const script = join(import.meta.dirname, 'evidently_scores.py');
  const output = await runProgram(python, [script, folder, ...tables.map(({ name }) => name)], { seconds: longestSeconds });
  const lines = output
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { name: string; columns: Record<string, EvidentlyColumn> });
  return new Map(lines.map(({ name, columns }) => [name, new Map(Object.entries(columns))]));
}
