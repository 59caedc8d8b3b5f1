import type { PerformanceHistory } from '@modelmonitor/api';
import { StoreUnavailable } from '@modelmonitor/store';
import type { Environment } from '../environment.ts';
import type { LiveStore } from './liveStore.ts';

/** How often performance by day is read, in milliseconds. */
const readMilliseconds = 15_000;
/** Days that are read. */
const days = 60;

/** Performance by day when it was last read. */
export interface WatchedPerformance {
  /** Undefined without a store, and until it was read. */
  readonly latest: () => PerformanceHistory | undefined;
  stop(): void;
}

/** Reads performance by day regularly, so that a scrape and the page do not wait for the store. */
export function watchPerformance(store: Pick<LiveStore, 'client'>, { every, now }: Pick<Environment, 'every' | 'now'>): WatchedPerformance {
  let latest: { readonly client: ReturnType<LiveStore['client']>; readonly history: PerformanceHistory } | undefined;
  const { stop } = every(readMilliseconds, async () => {
    const client = store.client();
    if (client === undefined) return;
    try {
      latest = { client, history: await client.readPerformance({ by: 'day', from: now() - days * 86_400_000 }) };
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
    }
  });
  return { stop, latest: () => (latest?.client === store.client() ? latest?.history : undefined) };
}
