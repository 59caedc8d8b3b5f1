import { DriftDataError } from '@modelmonitor/tables';
import type { DataSource } from '@modelmonitor/tables/files';

/** What a process may take. */
export interface FileLimits {
  readonly memoryBytes: number;
  readonly jobs: number;
}

/** How columns are shared out. */
export interface ColumnPlan {
  readonly groups: readonly (readonly string[])[];
  readonly threads: number;
  /** Memory of the database of each thread. */
  readonly databaseBytes: number;
}

/** Node, the modules and the report; measured. */
const BASE_BYTES = 110 * 2 ** 20;
/** A thread and what its database holds while it reads. */
const THREAD_BYTES = 90 * 2 ** 20;
const DATABASE_BYTES = 96 * 2 ** 20;
/** A CSV reader keeps whole blocks of the file, twice when both sides are read at once. */
const TEXT_DATABASE_BYTES = 256 * 2 ** 20;
/** Values below which starting a thread takes longer than it saves. */
const FEW_VALUES = 3_000_000;
/** Bytes of a value in a CSV file and the delimiter after it. */
const USUAL_TEXT_BYTES = 8;
const FEWEST_TEXT_BYTES = 4;
/** What the database holds of a column while it reads, per thread and side, however few its rows; measured. */
const VECTOR_BYTES = 200 * 1024;
/** A part of a text file that one thread of the database reads. */
const PART_BYTES = 8 * 2 ** 20;
/** Columns of one pass: with more of them the time that the database takes to plan a query grows faster than their number. */
const MOST_COLUMNS = 600;
/** What columns read in one pass over a Parquet file may take: enough that passes are few, little enough to stay small. */
const PASS_BYTES = 48 * 2 ** 20;

/**
 * Shares columns out to threads, so that those in memory at the same time fit. A CSV file is read whole in every pass, so groups are as few
 * as memory allows; a Parquet file column by column.
 *
 * @param sides the files of both sides; a profile takes no part
 * @throws DriftDataError when one column alone does not fit
 */
export function columnPlan(names: readonly string[], sides: readonly DataSource[], { memoryBytes, jobs }: FileLimits): ColumnPlan {
  const rows = sides.map((side) => rowsOf(side));
  // Both sides, and the sort's second copy of the longer one.
  const columnBytes = 8 * (rows.reduce((sum, count) => sum + count, 0) + Math.max(0, ...rows));
  const values = sides.reduce((sum, side) => sum + valuesOf(side, names.length), 0);
  const few = values < FEW_VALUES ? 1 : jobs;
  const room = (threads: number) => memoryBytes - BASE_BYTES - threads * THREAD_BYTES;
  let threads = Math.max(1, Math.min(few, names.length));
  while (threads > 1 && room(threads) < threads * columnBytes) threads--;
  if (room(1) < columnBytes) {
    const needed = Math.ceil((memoryBytes - room(1) + columnBytes) / 2 ** 20);
    throw new DriftDataError(
      `${sides.map(({ paths }) => paths.join(', ')).join(' and ')} need ${needed} MB of memory to compare a column, got ${Math.floor(memoryBytes / 2 ** 20)} MB; --memory gives more`,
    );
  }
  const fitting = Math.max(1, Math.floor(room(threads) / threads / Math.max(1, columnBytes)));
  const isText = sides.some(({ format }) => format !== 'parquet');
  const preferred = isText || threads === 1 ? Math.ceil(names.length / threads) : Math.max(1, Math.floor(PASS_BYTES / columnBytes));
  const databaseBytes = few === 1 ? memoryBytes / 2 : isText ? TEXT_DATABASE_BYTES : DATABASE_BYTES;
  const readers = threads > 1 ? 1 : Math.min(jobs, Math.ceil(Math.max(0, ...sides.map(plainBytes)) / PART_BYTES));
  const widest = Math.max(1, Math.min(MOST_COLUMNS, databaseBytes / VECTOR_BYTES / Math.max(1, readers * sides.length)));
  return { groups: parts(names, Math.floor(Math.min(fitting, preferred, widest))), threads, databaseBytes };
}

/** Rows of files; of a CSV not more than these, unless its values are shorter than two characters. */
function rowsOf({ rows, columns, ...file }: DataSource): number {
  return rows ?? Math.ceil(plainBytes(file) / Math.max(1, columns.length) / FEWEST_TEXT_BYTES);
}

function valuesOf({ rows, ...file }: DataSource, columns: number): number {
  return rows === undefined ? plainBytes(file) / USUAL_TEXT_BYTES : rows * columns;
}

/** Bytes of the text: a gzipped table is about a fifth of it. */
function plainBytes({ bytes, format }: Pick<DataSource, 'bytes' | 'format'>): number {
  return format === 'gzip' ? 5 * bytes : bytes;
}

function parts(names: readonly string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(names.length / size) }, (_, index) => names.slice(index * size, (index + 1) * size));
}
