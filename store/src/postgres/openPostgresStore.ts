import { readFile } from 'node:fs/promises';
import {
  connectPostgres,
  createConnectionPool,
  DatabaseAddressError,
  DatabaseError,
  type PostgresConnection,
  parsePostgresUrl,
} from '@modelmonitor/databases';
import type { CountingStore } from '../countingStore.ts';
import type { StoreQuery } from '../storeQuery.ts';
import type { PostgresStoreSettings } from '../storeSettings.ts';
import { createPostgresStore } from './postgresStore.ts';

export interface PostgresOpening {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onQuery?: ((query: StoreQuery) => void) | undefined;
}

/** A store in a PostgreSQL database; it connects at the first call. */
export function openPostgresStore(settings: PostgresStoreSettings, { now, onQuery }: PostgresOpening): CountingStore {
  const { monitor, maxWaitingLabels, synchronousCommit } = settings;
  const report = (milliseconds: number, error: DatabaseError | undefined) =>
    onQuery?.({ seconds: milliseconds / 1000, isConnected: error?.kind !== 'unavailable' && error?.kind !== 'denied' });
  const connect = async (): Promise<PostgresConnection> => {
    const start = now();
    try {
      const [url, certificateAuthority] = await Promise.all([readUrl(settings), readAuthorities(settings)]);
      const given = parsePostgresUrl(url, { what: settings.what });
      const address = certificateAuthority === undefined ? given : { ...given, tls: 'verified' as const };
      return await connectPostgres(address, {
        certificateAuthority,
        password: async () => address.password(),
        onStatement: ({ milliseconds, error }) => report(milliseconds, error),
        now,
      });
    } catch (error) {
      const known =
        error instanceof DatabaseAddressError
          ? new DatabaseError(error.message, { kind: 'unavailable', cause: error })
          : (error as DatabaseError);
      report(now() - start, known);
      throw known;
    }
  };
  const pool = (most: number) => createConnectionPool({ connect, most });
  return createPostgresStore({ monitor, maxWaitingLabels, synchronousCommit, now, writers: pool(1), readers: pool(2) });
}

async function readAuthorities({ authorities, what }: PostgresStoreSettings): Promise<string | undefined> {
  if (authorities === undefined) return undefined;
  try {
    return await readFile(authorities, 'utf8');
  } catch (cause) {
    throw new DatabaseAddressError(`${what}.ca: the certificates could not be read: ${(cause as Error).message}`, { cause });
  }
}

/** Read again at each connect: a Secret may be there later, or have a new password. */
async function readUrl({ url, what }: PostgresStoreSettings): Promise<string> {
  if ('text' in url) return url.text;
  try {
    return await readFile(url.file, 'utf8');
  } catch (cause) {
    throw new DatabaseAddressError(`${what}: the file with the URL of the database could not be read: ${(cause as Error).message}`, {
      cause,
    });
  }
}
