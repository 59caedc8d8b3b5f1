import type { StoreLog } from './client/storeClientOptions.ts';
import { createSqliteStore } from './sqlite/sqliteStore.ts';
import type { Store } from './store.ts';
import type { StoreSettings } from './storeSettings.ts';

export interface OpenStoreOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: StoreLog;
}

/** The store of some settings; it connects, and creates its tables, at the first call. */
export async function openStore(settings: StoreSettings, options: OpenStoreOptions): Promise<Store> {
  return createSqliteStore(settings, options);
}
