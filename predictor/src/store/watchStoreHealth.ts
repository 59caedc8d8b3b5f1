import type { StoreHealth } from '@modelmonitor/store';
import type { Environment } from '../environment.ts';
import type { LiveStore } from './liveStore.ts';

/** How often the size of the store and its waiting labels are read, in milliseconds. */
const healthMilliseconds = 10_000;

/** The state of the store when it was last read. */
export interface WatchedHealth {
  /** Undefined without a store, and until it was read. */
  readonly latest: () => StoreHealth | undefined;
  stop(): void;
}

/** Reads the state of the store regularly, so that a scrape and the page do not wait for it. */
export function watchStoreHealth(store: Pick<LiveStore, 'client'>, { every }: Pick<Environment, 'every'>): WatchedHealth {
  let latest: { readonly client: ReturnType<LiveStore['client']>; readonly health: StoreHealth } | undefined;
  const { stop } = every(healthMilliseconds, async () => {
    const client = store.client();
    if (client === undefined) return;
    // Whatever is wrong with the store, its status shows it; the process goes on.
    const health = await client.health().catch(() => undefined);
    if (health !== undefined) latest = { client, health };
  });
  return { stop, latest: () => (latest?.client === store.client() ? latest?.health : undefined) };
}
