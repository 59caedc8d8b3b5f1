import type { DuckDBConnection } from '@duckdb/node-api';
import { errorText } from '@modelmonitor/api/plain';
import { hasMoreValuesThan } from '../columns/columnPair.ts';
import { distinctSorted } from '../columns/distinctSorted.ts';
import type { PreparedColumn } from '../columns/preparedColumn.ts';
import { DriftDataError } from '../errors.ts';
import { UNTYPED } from './csvSql.ts';
import { databaseProblem } from './databaseProblem.ts';
import type { DataSource } from './dataSource.ts';
import type { LoadedColumn } from './loadedFile.ts';
import { missingTokens } from './missingTokens.ts';

/** Whole numbers with at most this many distinct values are categories (Evidently 0.7.21, `infer_column_type`). */
const LARGEST_INTEGER_CARDINALITY = 10;

/** SQL of a column's value as a number; NaN when it is missing or no number (1_000 is none, though the database would take it). */
export function numbersSql(column: LoadedColumn): string {
  const { id, sqlType, hasUnderscore = mayHoldText(column) } = column;
  if (sqlType === 'DOUBLE') return `COALESCE(${id}, 'nan'::DOUBLE)`;
  return `COALESCE(TRY_CAST(${hasUnderscore ? `replace(${castText({ id, sqlType })}, '_', 'x')` : id} AS DOUBLE), 'nan'::DOUBLE)`;
}

/** Whether NaN may stand for a text. */
export function mayHoldText({ sqlType }: Pick<LoadedColumn, 'sqlType'>): boolean {
  return !/^(FLOAT|DOUBLE|DECIMAL.*|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|BOOLEAN)$/.test(sqlType);
}

function castText({ id, sqlType }: Pick<LoadedColumn, 'id' | 'sqlType'>): string {
  return sqlType === UNTYPED || sqlType === 'VARCHAR' ? id : `CAST(${id} AS VARCHAR)`;
}

/** Says whether a text of the column that is no number stands for a missing value: in a CSV file some do. */
export function hasGapsOnly({ sqlType }: LoadedColumn): (text: string) => boolean {
  return (text) => sqlType === UNTYPED && missingTokens.includes(text.trim());
}

/** Different texts of each column that are no numbers, and how often they come. */
export async function textsThatAreNoNumbers(
  connection: DuckDBConnection,
  source: DataSource,
  columns: readonly LoadedColumn[],
): Promise<ReadonlyMap<string, number>[]> {
  if (columns.length === 0) return [];
  const maps = columns.map((column) => `histogram(${castText(column)}) FILTER (isnan(${numbersSql(column)}))`);
  try {
    const values = (await connection.runAndReadAll(`SELECT ${maps.join(', ')} FROM ${source.sql}`)).getRows()[0] ?? [];
    return values.map((map) => {
      const { entries } = (map ?? { entries: [] }) as { entries: readonly { key: unknown; value: unknown }[] };
      return new Map(entries.map(({ key, value }) => [String(key), Number(value)]));
    });
  } catch (cause) {
    throw new DriftDataError(`${source.paths.join(', ')} cannot be read: ${databaseProblem(errorText(cause))}`, { cause });
  }
}

/** Whether numbers are whole, few and without a gap, as categories are that were given numbers. */
export function looksWhole(column: PreparedColumn | undefined): boolean {
  if (column?.type !== 'numeric' || column.missing + column.infinite > 0 || column.rows === 0) return false;
  if (hasMoreValuesThan(column.sorted, LARGEST_INTEGER_CARDINALITY)) return false;
  return distinctSorted(column.sorted).values.every(Number.isInteger);
}
