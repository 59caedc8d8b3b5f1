import { DatabaseError } from '../errors.ts';
import type { PostgresConnection } from '../postgres/postgresConnection.ts';
import type { Relation, RelationColumn } from './relation.ts';
import { requireNumbers, type TableRequest } from './tableRequest.ts';

/** Rows of a table, and its columns of types that cannot be compared. */
export interface TableRelation {
  readonly relation: Relation;
  readonly leftOut: readonly string[];
}

/** A name in SQL. */
function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/**
 * The rows of a table or view of PostgreSQL, with the columns that it has.
 *
 * @throws DatabaseError when there is no such table or column of the time
 */
export async function postgresTable(connection: PostgresConnection, request: TableRequest): Promise<TableRelation> {
  const table = request.name.map(quoteName).join('.');
  const [found] = await connection.query({ text: 'select to_regclass($1::text)::oid::int8 as number', values: [table] });
  const number = found?.['number'];
  if (typeof number !== 'number') {
    const text = `there is no table ${table}, or no right to see its schema; upper and lower case differ`;
    throw new DatabaseError(text, { kind: 'missing', code: '42P01' });
  }
  const columns = await connection.query({
    text: `select a.attname::text as name, b.typname::text as type, b.typtype::text as kind
      from pg_attribute a join pg_type t on t.oid = a.atttypid join pg_type b on b.oid = coalesce(nullif(t.typbasetype, 0), t.oid)
      where a.attrelid = $1::int8::oid and a.attnum > 0 and not a.attisdropped order by a.attnum`,
    values: [number],
  });
  const types = new Map(columns.map(({ name, type, kind }) => [String(name), kind === 'e' ? 'enum' : String(type)]));
  const read = Array.from(types, ([name, type]) => [name, columnOf(quoteName(name), type)] as const);
  return {
    relation: {
      ...(await rowsOf(connection, { table, types }, request)),
      columns: new Map(read.flatMap(([name, column]) => (column === undefined ? [] : [[name, column]]))),
    },
    leftOut: read.flatMap(([name, column]) => (column === undefined ? [name] : [])),
  };
}

const numbers = ['int2', 'int4', 'int8', 'float4', 'float8', 'numeric'];
const texts = ['text', 'varchar', 'bpchar', 'char', 'name', 'citext', 'uuid', 'enum', 'inet'];
const times = ['date', 'timestamp', 'timestamptz', 'time', 'timetz', 'interval'];

function columnOf(name: string, type: string): RelationColumn | undefined {
  if (numbers.includes(type)) return { expression: `${name}::float8`, type: 'numeric' };
  if (type === 'bool') return { expression: `${name}::text`, type: 'truth' };
  if (texts.includes(type)) return { expression: `${name}::text`, type: 'categorical' };
  return times.includes(type) ? { expression: `${name}::text`, type: 'time' } : undefined;
}

/** Rows by their time. The newest are those from the time of the last of them on: each statement has to see the same rows. */
async function rowsOf(
  connection: PostgresConnection,
  { table, types }: { table: string; types: ReadonlyMap<string, string> },
  request: TableRequest,
): Promise<Pick<Relation, 'from' | 'parameters'>> {
  const { time, from, to, rows } = request;
  if (time === undefined) return { from: table, parameters: [] };
  const type = types.get(time);
  if (type === undefined) {
    throw new DatabaseError(`${table} has no column ${quoteName(time)}; its columns: ${[...types.keys()].join(', ')}`, { kind: 'missing' });
  }
  requireNumbers(request, numbers.includes(type));
  const column = quoteName(time);
  const where = (first: string | undefined) => {
    const bounds = [
      ['>=', first],
      ['<', to],
    ].filter((bound): bound is [string, string] => bound[1] !== undefined);
    const isNumber = numbers.includes(type);
    const conditions = bounds.map(([operator], index) => `${column} ${operator} $${index + 1}::${isNumber ? 'float8' : 'timestamptz'}`);
    const condition = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
    return { from: `${table}${condition}`, parameters: bounds.map(([, value]) => (isNumber ? Number(value) : value)) };
  };
  const all = where(from);
  if (rows === undefined) return all;
  const text = `select ${column}::text as first from ${all.from} order by ${column} desc nulls last limit 1 offset ${rows - 1}`;
  const [found] = await connection.query({ text, values: all.parameters, deadlineMilliseconds: 3_600_000 });
  return typeof found?.['first'] === 'string' ? where(found['first']) : all;
}
