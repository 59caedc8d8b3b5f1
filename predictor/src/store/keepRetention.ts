import { captureStoreOf, type ModelMonitor, type Placement, type Retention, retentionOf, storeArgument } from '@modelmonitor/api';
import { type DriftChild, wasEnded } from '@modelmonitor/job';
import { type RetentionOutcome, retentionPass, type StoreClient } from '@modelmonitor/store';
import type { Environment } from '../environment.ts';
import type { Log } from '../log/logRecord.ts';
import type { LiveStore } from './liveStore.ts';

export interface RetentionOptions {
  readonly store: Pick<LiveStore, 'client'>;
  readonly monitor: () => ModelMonitor;
  readonly placement: Placement;
  readonly driftChild: Pick<DriftChild, 'retain'>;
  readonly environment: Pick<Environment, 'now' | 'every' | 'randomBytes' | 'monotonicSeconds'>;
  readonly log: Log;
}

/** How often the size of the log is compared with its limit, in milliseconds. */
const lookMilliseconds = 60_000;
/** Time between passes that drop old days, in seconds. */
const passSeconds = 3600;

/** Growth at which a day is dropped again although the last one did not reduce the size: what is deleted in a table is used again first. */
const stuckGrowth = 1.01;

/**
 * Drops old days of the log every hour, and when it takes too much space. With an archive a process of its own does it, which alone loads what
 * writes Parquet.
 */
export function keepRetention(options: RetentionOptions): { stop(): void } {
  const { store, monitor, placement, environment, log } = options;
  const holder = environment.randomBytes(8).toString('hex');
  let next = environment.monotonicSeconds();
  let reported = '';
  let stuckBytes = 0;
  /** The same reason is logged once. */
  const report = (reason: string, level: 'warn' | 'error') => {
    if (reason !== '' && reason !== reported) log(level, 'days of the log are not dropped', { reason });
    reported = reason;
  };
  return environment.every(lookMilliseconds, async () => {
    const client = store.client();
    const asked = retentionOf(monitor(), placement);
    if (client === undefined || asked === undefined || asked.archive === 'unavailable') return;
    const grown = Math.ceil(stuckBytes * stuckGrowth);
    const retention = asked.maxBytes === undefined ? asked : { ...asked, maxBytes: Math.max(asked.maxBytes, grown) };
    const isFull = client.status().reason?.includes('disk is full') === true;
    const isDue = environment.monotonicSeconds() >= next;
    try {
      if (!isFull && !isDue && !(await isTooLarge(client, retention))) return;
      if (isDue) next = environment.monotonicSeconds() + passSeconds;
      const { dropped, waiting, ...outcome } = await pass(options, { client, retention, holder, isFull });
      if (dropped.some(({ reason }) => reason === 'space')) stuckBytes = outcome.stuckBytes ?? 0;
      for (const day of dropped) log('info', 'a day of the log was dropped', { ...day, archived: retention.archive !== undefined });
      report(waiting.join('; '), 'warn');
    } catch (error) {
      if (!wasEnded(error)) report((error as Error).message, 'error');
    }
  });
}

async function isTooLarge(client: StoreClient, { maxBytes }: Retention): Promise<boolean> {
  if (maxBytes === undefined) return false;
  const { bytes } = await client.health();
  return bytes !== null && bytes > maxBytes;
}

interface Pass {
  readonly client: StoreClient;
  readonly retention: Retention;
  readonly holder: string;
  readonly isFull: boolean;
}

function pass(
  { monitor, placement, driftChild, environment }: RetentionOptions,
  { client, retention, holder, isFull }: Pass,
): Promise<RetentionOutcome> {
  const { archive } = retention;
  if (archive === undefined) return retentionPass({ store: client, bounds: retention, holder, now: environment.now, isFull });
  const stored = captureStoreOf(monitor(), placement);
  const store = storeArgument(stored);
  if (store === undefined || stored.kind === 'buffer' || archive === 'unavailable') return Promise.resolve({ dropped: [], waiting: [] });
  const workDirectory = archive.kind === 's3' ? stored.directory : undefined;
  return driftChild.retain({ store, retention, holder, isFull, workDirectory });
}
