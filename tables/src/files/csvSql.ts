import type { DataFormat } from './dataFile.ts';
import type { LoadedColumn } from './loadedFile.ts';
import { missingTokens } from './missingTokens.ts';
import { sqlLiteral, sqlPath } from './sqlText.ts';

/** The type of a CSV field: text that may be anything, unlike a VARCHAR of a Parquet file. */
export const UNTYPED = 'untyped';

/** Columns of a CSV file: their names in SQL go by their places. */
export function csvColumnsOf(names: readonly string[]): LoadedColumn[] {
  return names.map((name, index) => ({ name, id: `c${index}`, sqlType: UNTYPED }));
}

/** SQL that reads CSV files with the same header. Fields come as text: nothing is guessed, so nothing is lost. */
export function csvSql(
  paths: readonly string[],
  { delimiter, columns, format }: { delimiter: string; columns: number; format: DataFormat },
): string {
  const options = [
    'auto_detect = false, header = true, allow_quoted_nulls = false',
    `quote = '"', escape = '"', delim = ${sqlLiteral(delimiter)}`,
    `nullstr = [${missingTokens.map(sqlLiteral).join(', ')}]`,
    `columns = {${Array.from({ length: columns }, (_, index) => `'c${index}': 'VARCHAR'`).join(', ')}}`,
    `compression = '${format === 'gzip' ? 'gzip' : 'none'}'`,
  ];
  return `read_csv([${paths.map(sqlPath).join(', ')}], ${options.join(', ')})`;
}
