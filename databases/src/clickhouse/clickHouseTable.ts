import { type DatabaseTable, type DatabaseTableOptions, passwordInUrl } from '../aggregates/databaseTable.ts';
import type { Relation, RelationColumn } from '../aggregates/relation.ts';
import { requireNumbers, type TableRequest, tableParameters, tableRequest } from '../aggregates/tableRequest.ts';
import { DatabaseError } from '../errors.ts';
import { passwordInFile } from '../postgres/passwordSource.ts';
import { parseClickHouseUrl } from './clickHouseAddress.ts';
import { type ClickHouseClient, createClickHouseClient } from './clickHouseClient.ts';
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
      from: await rowsOf(client, { table, types }, request),
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

/** Rows by their time. The newest are those from the time of the last of them on: each statement has to see the same rows. */
async function rowsOf(
  client: ClickHouseClient,
  { table, types }: { table: string; types: ReadonlyMap<string, string> },
  request: TableRequest,
): Promise<string> {
  const { time, from, to, rows } = request;
  if (time === undefined) return table;
  const type = types.get(time);
  if (type === undefined) {
    throw new DatabaseError(`${table} has no column ${quoteName(time)}; its columns: ${[...types.keys()].join(', ')}`, { kind: 'missing' });
  }
  const column = quoteName(time);
  const isTime = /^Date/.test(plainType(type));
  requireNumbers(request, !isTime);
  const where = (first: string | undefined) => {
    const condition = (operator: string, value: string | undefined) =>
      value === undefined
        ? []
        : [`${column} ${operator} ${isTime ? `parseDateTime64BestEffort(${quoteText(value)}, 9, 'UTC')` : Number(value)}`];
    const conditions = [...condition('>=', first), ...condition('<', to)];
    return conditions.length === 0 ? table : `(select * from ${table} where ${conditions.join(' and ')})`;
  };
  if (rows === undefined) return where(from);
  const text = isTime ? `toString(toTimeZone(toDateTime64(${column}, 9), 'UTC'))` : `toString(${column})`;
  const [found] = await client.query(`select ${text} from ${where(from)} order by ${column} desc limit 1 offset ${rows - 1}`);
  return where(found === undefined ? from : String(found[0]));
}
