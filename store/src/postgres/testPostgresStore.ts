import { type ConnectOptions, connectPostgres, createConnectionPool, parsePostgresUrl } from '@modelmonitor/databases';
import type { TestPostgres } from '../../../databases/src/testPostgres.ts';
import type { CountingStore } from '../countingStore.ts';
import { createPostgresStore, type PostgresStoreOptions } from './postgresStore.ts';

export interface TestStoreOptions extends Partial<Omit<PostgresStoreOptions, 'writers' | 'readers'>> {
  readonly onStatement?: ConnectOptions['onStatement'];
  readonly statementMilliseconds?: number;
  readonly connectMilliseconds?: number;
}

/** A store of the monitor default/tested in a database. */
export function testPostgresStore(
  url: string,
  { onStatement, statementMilliseconds, connectMilliseconds, ...options }: TestStoreOptions = {},
): CountingStore {
  const address = parsePostgresUrl(url, { what: 'a test' });
  const connect = () =>
    connectPostgres(address, {
      password: async () => address.password(),
      now: () => performance.now(),
      onStatement,
      statementMilliseconds,
      connectMilliseconds,
    });
  const pool = (most: number) => createConnectionPool({ connect, most });
  const monitor = { namespace: 'default', name: 'tested' };
  return createPostgresStore({ monitor, now: Date.now, writers: pool(1), readers: pool(2), ...options });
}

/** A new database of a server. */
export async function createDatabase(postgres: TestPostgres, name: string): Promise<string> {
  await postgres.sql(`create database ${name}`);
  return postgres.url.replace(/postgres$/, name);
}
