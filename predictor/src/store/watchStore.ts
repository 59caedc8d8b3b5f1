import type { StoreClient } from '@modelmonitor/store';
import type { Environment } from '../environment.ts';
import type { LiveStore } from './liveStore.ts';

/** Something of the store when it was last read. */
export interface Watched<Value> {
  /** Undefined without a store, and until it was read. */
  readonly latest: () => Value | undefined;
  stop(): void;
}

/** What is read regularly, and how often, in milliseconds. */
interface WatchedRead<Value> {
  readonly milliseconds: number;
  readonly read: (client: StoreClient) => Promise<Value>;
}

/** Reads something of the store regularly, so that a scrape and the page do not wait for it. */
export function watchStore<Value>(
  store: Pick<LiveStore, 'client'>,
  { every }: Pick<Environment, 'every'>,
  { milliseconds, read }: WatchedRead<Value>,
): Watched<Value> {
  let latest: { readonly client: StoreClient; readonly value: Value } | undefined;
  const { stop } = every(milliseconds, async () => {
    const client = store.client();
    if (client === undefined) return;
    // Whatever is wrong with the store, its status shows it; the process goes on.
    await read(client).then(
      (value) => {
        latest = { client, value };
      },
      () => undefined,
    );
  });
  return { stop, latest: () => (latest?.client === store.client() ? latest?.value : undefined) };
}
