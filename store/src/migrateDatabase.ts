import type { MigrationText } from './postgres/schemaSql.ts';

export interface DatabaseToMigrate {
  readonly url: string;
  /** What the URL is from, for messages. */
  readonly what: string;
  /** File whose first line is the password. */
  readonly credentialsFile?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How tables that do not exist are laid out; by the kind of the server when absent. */
  readonly form?: MigrationText['form'] | undefined;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** Creates the tables of the store in a PostgreSQL database, or brings older ones up to date. @returns what it has afterwards */
export async function migrateDatabase(
  database: DatabaseToMigrate,
): Promise<{ readonly version: number; readonly form: MigrationText['form'] }> {
  const { connectPostgres, DatabaseAddressError, parsePostgresUrl, passwordFrom } = await import('@modelmonitor/databases');
  const { migrateSchema } = await import('./postgres/migrateSchema.ts');
  const { url, what, environment, now } = database;
  const address = parsePostgresUrl(url, { what, user: environment['PGUSER'] });
  if (address.password() !== undefined) {
    throw new DatabaseAddressError(
      `${what}: expected no password, which other users of the machine can read there; use PGPASSWORD, PGPASSFILE or --credentials FILE`,
    );
  }
  const connection = await connectPostgres(address, { password: () => passwordFrom(address, database), now });
  try {
    return await migrateSchema(connection, database.form);
  } finally {
    await connection.close();
  }
}

/** The statements that create the tables, for a database administrator. */
export async function migrationText(text: MigrationText): Promise<string> {
  return (await import('./postgres/schemaSql.ts')).migrationSql(text);
}
