import type { DuckDBConnection } from '@duckdb/node-api';
import { DriftDataError } from '../errors.ts';
import { numbersSql } from './columnNumbers.ts';
import type { DataSource } from './dataSource.ts';
import type { LoadedColumn } from './loadedFile.ts';

/** The error that names the first text in a column of numbers, and its row. */
export async function notANumber(
  connection: DuckDBConnection,
  source: DataSource,
  { column, isMissing }: { column: LoadedColumn; isMissing: (text: string) => boolean },
): Promise<DriftDataError> {
  const file = source.paths.join(', ');
  const result = await connection.stream(`SELECT CAST(${column.id} AS VARCHAR), isnan(${numbersSql(column)}) FROM ${source.sql}`);
  let row = 0;
  for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    for (const [text, isNoNumber] of chunk.getRows()) {
      row++;
      if (isNoNumber === true && typeof text === 'string' && !isMissing(text)) {
        const got = JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
        return new DriftDataError(`${file} needs numbers in column ${JSON.stringify(column.name)}, got ${got} in row ${row} of the data`);
      }
    }
  }
  return new DriftDataError(`${file} needs numbers in column ${JSON.stringify(column.name)}`);
}
