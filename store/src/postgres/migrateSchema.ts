import { DatabaseError, inTransaction, type PostgresConnection } from '@modelmonitor/databases';
import { StoreTooNew, StoreUnavailable } from '../errors.ts';
import { compatibleFrom, schemaVersion, type TableForm, tableStatements, versionTable } from './schemaSql.ts';

/** What a database has. */
export interface InstalledSchema {
  readonly version: number;
  readonly form: TableForm;
}

/** Databases that have no partitions, or none that can be dropped by the day. */
const withoutPartitions = /CockroachDB|-YB-/;

/**
 * Creates the tables, or brings older ones up to date; several processes may do it at once. Tables of a newer release are left as they are.
 *
 * @param form of tables that do not exist; by the kind of the server when absent
 * @throws StoreTooNew, StoreUnavailable
 */
export async function migrateSchema(connection: PostgresConnection, form?: TableForm): Promise<InstalledSchema> {
  const installed = await readSchema(connection);
  if (installed !== undefined && installed.version >= schemaVersion) return installed;
  try {
    await createVersionTable(connection);
    const newForm = form ?? (await defaultForm(connection));
    await inTransaction(
      connection,
      async () => {
        const [row] = await connection.query({ text: 'select version from modelmonitor_schema where id = 1 for update' });
        if (row === undefined || (row['version'] as number) >= schemaVersion) return;
        for (const text of tableStatements(newForm)) await connection.query({ text });
        const text = 'update modelmonitor_schema set version = $1, compatible_from = $2, form = $3 where id = 1';
        await connection.query({ text, values: [schemaVersion, compatibleFrom, newForm] });
      },
      { settings: ["lock_timeout = '30s'"] },
    );
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== 'denied') throw error;
    throw new StoreUnavailable(`${error.message}: the role may not create tables; an administrator runs \`modelmonitor migrate\``, {
      cause: error,
    });
  }
  return (await readSchema(connection)) as InstalledSchema;
}

/** @throws StoreTooNew when a newer release changed the tables so that this one cannot work with them */
async function readSchema(connection: PostgresConnection): Promise<InstalledSchema | undefined> {
  try {
    const [row] = await connection.query({ text: 'select version, compatible_from, form from modelmonitor_schema where id = 1' });
    if (row === undefined || row['version'] === 0) return undefined;
    if ((row['compatible_from'] as number) > schemaVersion) {
      throw new StoreTooNew(`expected tables that work with version ${schemaVersion}, got version ${row['version']} of a newer release`);
    }
    return { version: row['version'] as number, form: row['form'] as TableForm };
  } catch (error) {
    if (error instanceof DatabaseError && error.code === '42P01') return undefined;
    throw error;
  }
}

async function createVersionTable(connection: PostgresConnection): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await connection.query({ text: versionTable });
      const text = `insert into modelmonitor_schema (id, version, compatible_from, form) values (1, 0, 0, 'partitioned') on conflict do nothing`;
      await connection.query({ text });
      return;
    } catch (error) {
      // Another process creates it at the same moment.
      const isRace = error instanceof DatabaseError && ['23505', '42P07', '42710'].includes(error.code ?? '');
      if (!isRace || attempt >= 20) throw error;
    }
  }
}

async function defaultForm(connection: PostgresConnection): Promise<TableForm> {
  const [row] = await connection.query({ text: 'select version() as version' });
  return withoutPartitions.test(String(row?.['version'])) ? 'single' : 'partitioned';
}
