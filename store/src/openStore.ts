import type { StoreLog } from './client/storeClientOptions.ts';
import type { CountingStore } from './countingStore.ts';
import type { StoreQuery } from './storeQuery.ts';
import type { StoreSettings } from './storeSettings.ts';

export interface OpenStoreOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: StoreLog;
  /** Receives each statement that was sent to a database. */
  readonly onQuery?: ((query: StoreQuery) => void) | undefined;
}

/** The store of some settings; it connects, and creates its tables, at the first call. */
export async function openStore(settings: StoreSettings, options: OpenStoreOptions): Promise<CountingStore> {
  // What reads and writes is loaded only where it is used.
  if (settings.kind === 'file') {
    const { createSqliteStore } = await import('./sqlite/sqliteStore.ts');
    return createSqliteStore(settings, options);
  }
  const { openPostgresStore } = await import('./postgres/openPostgresStore.ts');
  return openPostgresStore(settings, options);
}
