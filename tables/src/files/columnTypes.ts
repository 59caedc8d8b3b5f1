import type { DuckDBConnection } from '@duckdb/node-api';
import type { ReadType } from '../readType.ts';
import { integerSql, notNumberSql } from './columnSql.ts';
import { UNTYPED } from './csvSql.ts';
import { inBatches } from './inBatches.ts';
import type { LoadedColumn, LoadedFile } from './loadedFile.ts';

/** Whole numbers with at most this many distinct values are categories (Evidently 0.7.21, `infer_column_type`). */
const LARGEST_INTEGER_CARDINALITY = 10;

const INTEGER = /^U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?$/;
const REAL = /^(FLOAT|DOUBLE|DECIMAL.*)$/;

interface Profile {
  readonly words: number;
  readonly integers: number;
}

/**
 * Types of a loaded file's columns by Evidently's rule: real numbers are numeric, whole numbers too unless they are few, all else is
 * categories. Whole numbers with gaps are numeric, since a gap makes them real numbers in pandas, which the rule was made for.
 */
export async function columnTypes(
  connection: DuckDBConnection,
  { columns, rows }: LoadedFile,
  wanted: readonly LoadedColumn[] = columns,
): Promise<Record<string, ReadType>> {
  const profiles = await profilesOf(connection, wanted);
  const isInteger = wanted.map((_, index) => profiles[index]?.integers === rows);
  const distinct = await distinctCounts(
    connection,
    wanted.filter((_, index) => isInteger[index]),
  );
  const types = wanted.map((column, index): [string, ReadType] => {
    if ((profiles[index]?.words ?? 0) > 0) return [column.name, 'categorical'];
    return [column.name, (distinct.get(column.name) ?? Number.POSITIVE_INFINITY) <= LARGEST_INTEGER_CARDINALITY ? 'integer' : 'numeric'];
  });
  return Object.fromEntries(types);
}

async function profilesOf(connection: DuckDBConnection, columns: readonly LoadedColumn[]): Promise<Profile[]> {
  const profiles: Profile[] = [];
  for (const some of inBatches(columns)) {
    const sql = some.flatMap((column) => profileSql(column));
    const values = (await connection.runAndReadAll(`SELECT ${sql.join(', ')} FROM data`)).getRows()[0] ?? [];
    for (const index of some.keys()) profiles.push({ words: Number(values[2 * index]), integers: Number(values[2 * index + 1]) });
  }
  return profiles;
}

/** Two counts: values that are no numbers, values that are whole numbers. */
function profileSql(column: LoadedColumn): [string, string] {
  const { id, sqlType } = column;
  if (sqlType === UNTYPED) {
    return [`count(*) FILTER (${notNumberSql(column)})`, `count(*) FILTER (${integerSql(column)})`];
  }
  if (INTEGER.test(sqlType)) return ['0', `count(${id})`];
  return [REAL.test(sqlType) ? '0' : 'count(*)', '0'];
}

async function distinctCounts(connection: DuckDBConnection, columns: readonly LoadedColumn[]): Promise<Map<string, number>> {
  if (columns.length === 0) return new Map();
  const sql = columns.map(({ id, sqlType }) => `count(DISTINCT ${sqlType === UNTYPED ? `TRY_CAST(${id} AS DOUBLE)` : id})`);
  const values = (await connection.runAndReadAll(`SELECT ${sql.join(', ')} FROM data`)).getRows()[0] ?? [];
  return new Map(columns.map(({ name }, index) => [name, Number(values[index])]));
}
