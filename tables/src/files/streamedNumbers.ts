import type { DuckDBConnection } from '@duckdb/node-api';
import { errorText } from '@modelmonitor/api/plain';
import type { NumberBuffers } from '../columns/numberBuffers.ts';
import { DriftDataError } from '../errors.ts';
import { databaseProblem } from './databaseProblem.ts';
import type { DataSource } from './dataSource.ts';

const FIRST_ROWS = 4096;

type StreamedSource = Pick<DataSource, 'sql' | 'rows' | 'paths'> & { readonly buffers: NumberBuffers };

/**
 * Numbers of several columns in the order of the file, in one pass over it.
 *
 * @param source rows of files, and what gives the arrays for their numbers
 * @param expressions SQL of type DOUBLE, never NULL
 * @returns an array for each expression
 * @throws DriftDataError when the file cannot be read
 */
export async function streamedNumbers(
  connection: DuckDBConnection,
  { sql, rows: known, paths, buffers }: StreamedSource,
  expressions: readonly string[],
): Promise<Float64Array[]> {
  if (expressions.length === 0) return [];
  let columns = expressions.map(() => buffers.take(known ?? FIRST_ROWS));
  let rows = 0;
  try {
    const result = await connection.stream(`SELECT ${expressions.join(', ')} FROM ${sql}`);
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const room = columns[0]?.length ?? 0;
      if (rows + chunk.rowCount > room) columns = columns.map((column) => grown(column, 2 * room));
      for (const [index, column] of columns.entries()) column.set(itemsOf(chunk.getColumnVector(index)), rows);
      rows += chunk.rowCount;
    }
  } catch (cause) {
    throw new DriftDataError(`${paths.join(', ')} cannot be read: ${databaseProblem(errorText(cause))}`, { cause });
  }
  return columns.map((column) => (rows === column.length ? column : column.subarray(0, rows)));
}

/** The numbers as the database holds them. The library declares them private, and offers no way to have them but one by one. */
function itemsOf(vector: object): Float64Array {
  const { items } = vector as { items?: unknown };
  if (!(items instanceof Float64Array)) throw new TypeError(`numbers of a database come as a Float64Array, got ${typeof items}`);
  return items;
}

function grown(column: Float64Array, length: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(length);
  larger.set(column);
  return larger;
}
