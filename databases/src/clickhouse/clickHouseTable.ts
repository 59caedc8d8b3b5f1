import { type DatabaseTable, type DatabaseTableOptions, passwordInUrl } from '../aggregates/databaseTable.ts';
import type { Relation, RelationColumn } from '../aggregates/relation.ts';
import { type TableRequest, tableParameters, tableRequest } from '../aggregates/tableRequest.ts';
import { DatabaseError } from '../errors.ts';
import { passwordInFile } from '../postgres/passwordSource.ts';
import { parseClickHouseUrl } from './clickHouseAddress.ts';
import { createClickHouseClient } from './clickHouseClient.ts';
import { ClickHouseCounts } from './clickHouseCounts.ts';

/**
 * Opens a table of ClickHouse.
 *
 * @throws DatabaseAddressError, DatabaseError
 */
export async function openClickHouseTable(
  text: string,
  { what, environment, credentialsFile }: DatabaseTableOptions,
): Promise<DatabaseTable> {
  const address = parseClickHouseUrl(text, { what, parameters: tableParameters });
  if (address.hasPassword) throw passwordInUrl(what, 'CLICKHOUSE_PASSWORD');
  const request = tableRequest(address.parameters, what);
  const password = async () => (credentialsFile === undefined ? environment['CLICKHOUSE_PASSWORD'] : passwordInFile(credentialsFile));
  const client = createClickHouseClient(address, { password });
  try {
    const table = request.name.map(quoteName).join('.');
    const described = await client.query(`describe table ${table}`);
    const types = new Map(described.map(([name, type]) => [String(name), String(type)]));
    const read = Array.from(types, ([name, type]) => [name, columnOf(quoteName(name), type)] as const);
    const relation: Relation = {
      from: rowsOf(table, types, request),
      parameters: [],
      columns: new Map(read.flatMap(([name, column]) => (column === undefined ? [] : [[name, column]]))),
    };
    return {
      label: `table ${request.name.join('.')} of ${new URL(address.origin).host}/${address.database}`,
      leftOut: read.flatMap(([name, column]) => (column === undefined ? [name] : [])),
      count: (work) => work(new ClickHouseCounts(client, relation)),
      close: () => client.close(),
    };
  } catch (error) {
    await client.close();
    throw error;
  }
}

/** A name in SQL. */
function quoteName(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}

/** A text in SQL. */
function quoteText(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function columnOf(name: string, type: string): RelationColumn | undefined {
  const plain = plainType(type);
  if (/^(U?Int\d+|Float(32|64)|BFloat16|Decimal)/.test(plain)) return { expression: `toFloat64(${name})`, type: 'numeric' };
  if (plain === 'Bool') return { expression: `if(${name} is null, null, if(${name}, 'true', 'false'))`, type: 'truth' };
  if (/^(String|FixedString|Enum|UUID|IPv)/.test(plain)) return { expression: `toString(${name})`, type: 'categorical' };
  return /^(Date|Time)/.test(plain) ? { expression: `toString(${name})`, type: 'time' } : undefined;
}

/** The type of the values that are not missing. */
function plainType(type: string): string {
  return type.replace(/^LowCardinality\((.*)\)$/, '$1').replace(/^Nullable\((.*)\)$/, '$1');
}

function rowsOf(table: string, types: ReadonlyMap<string, string>, { time, from, to, rows }: TableRequest): string {
  if (time === undefined) return rows === undefined ? table : `(select * from ${table} limit ${rows})`;
  const type = types.get(time);
  if (type === undefined) {
    throw new DatabaseError(`${table} has no column ${quoteName(time)}; its columns: ${[...types.keys()].join(', ')}`, { kind: 'missing' });
  }
  const condition = (operator: string, value: string | undefined) => {
    if (value === undefined) return [];
    const isTime = /^Date/.test(plainType(type));
    return [`${quoteName(time)} ${operator} ${isTime ? `parseDateTime64BestEffort(${quoteText(value)}, 3, 'UTC')` : Number(value)}`];
  };
  const conditions = [...condition('>=', from), ...condition('<', to)];
  const where = conditions.length === 0 ? '' : ` where ${conditions.join(' and ')}`;
  if (rows !== undefined) return `(select * from ${table}${where} order by ${quoteName(time)} desc limit ${rows})`;
  return where === '' ? table : `(select * from ${table}${where})`;
}
