import { UNTYPED } from './csvSql.ts';
import type { LoadedColumn } from './loadedFile.ts';
import { missingTokens } from './missingTokens.ts';
import { sqlLiteral } from './sqlText.ts';

const absentText = missingTokens.map(sqlLiteral).join(', ');

/** SQL of a column's value as a DOUBLE; NULL when it is missing or no number (1_000 is none, though the database would take it). */
export function numberSql({ id, sqlType }: LoadedColumn): string {
  if (sqlType !== UNTYPED) return `TRY_CAST(${id} AS DOUBLE)`;
  return `CASE WHEN contains(${id}, '_') THEN NULL ELSE TRY_CAST(${id} AS DOUBLE) END`;
}

/** SQL that says whether a column has a value that is neither missing nor a number. */
export function notNumberSql(column: LoadedColumn): string {
  const present =
    column.sqlType === UNTYPED ? `${column.id} IS NOT NULL AND trim(${column.id}) NOT IN (${absentText})` : `${column.id} IS NOT NULL`;
  return `(${present} AND (${numberSql(column)}) IS NULL)`;
}

/** SQL of a column's value as text; NULL when it is missing. */
export function textSql({ id, sqlType }: LoadedColumn): string {
  return sqlType === UNTYPED ? `nullif(${id}, '')` : `CAST(${id} AS VARCHAR)`;
}

/** SQL that says whether a text is a whole number. */
export function integerSql({ id }: LoadedColumn): string {
  return `regexp_full_match(trim(${id}), '[+-]?[0-9]+')`;
}
