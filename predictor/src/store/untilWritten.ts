import type { StoreClient } from '@modelmonitor/store';
import type { Environment } from '../environment.ts';

/** Longest time that a drift check waits for queued rows, in milliseconds; while a database is down it goes on without them. */
const longest = 2000;

const pause = 20;

/** Waits until the rows that are queued now have been written, or were dropped. */
export async function untilWritten(
  client: Pick<StoreClient, 'account'>,
  { now, sleep }: Pick<Environment, 'now' | 'sleep'>,
): Promise<void> {
  const { seen } = client.account();
  const end = now() + longest;
  while (now() < end) {
    const account = client.account();
    // All that was seen at the start is no longer queued.
    if (account.seen - account.queued >= seen) return;
    await sleep(pause);
  }
}
