import { connectPostgres } from '../postgres/connectPostgres.ts';
import { passwordFrom } from '../postgres/passwordSource.ts';
import { parsePostgresUrl } from '../postgres/postgresAddress.ts';
import { type DatabaseTable, type DatabaseTableOptions, passwordInUrl } from './databaseTable.ts';
import { countInPostgres } from './postgresCounts.ts';
import { postgresTable } from './postgresTable.ts';
import { tableParameters, tableRequest } from './tableRequest.ts';

/**
 * Opens the table that a URL names: `postgresql://user@host/database?table=schema.name` or `clickhouse://user@host/database?table=name`. A URL
 * with a password is refused: command lines are seen by others.
 *
 * @throws DatabaseAddressError, DatabaseError
 */
export async function openDatabaseTable(text: string, options: DatabaseTableOptions): Promise<DatabaseTable> {
  const { what, environment, now } = options;
  if (/^clickhouse/i.test(text)) {
    const { openClickHouseTable } = await import('../clickhouse/clickHouseTable.ts');
    return openClickHouseTable(text, options);
  }
  const address = parsePostgresUrl(text, { what, parameters: tableParameters, user: environment['PGUSER'] });
  if (address.password() !== undefined) throw passwordInUrl(what, 'PGPASSWORD, PGPASSFILE');
  const request = tableRequest(address.parameters, what);
  const connection = await connectPostgres(address, { password: () => passwordFrom(address, options), now });
  try {
    const { relation, leftOut } = await postgresTable(connection, request);
    return {
      label: `table ${request.name.join('.')} of ${address.host}:${address.port}/${address.database}`,
      leftOut,
      count: (work) => countInPostgres(connection, relation, work),
      close: () => connection.close(),
    };
  } catch (error) {
    await connection.close();
    throw error;
  }
}
