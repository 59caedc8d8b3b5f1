import { durationMilliseconds } from '@modelmonitor/api';
import type { Environment } from '../environment.ts';
import type { Log } from '../log/logRecord.ts';
import type { LiveServing } from '../serving/liveServing.ts';
import type { LiveStore } from './liveStore.ts';

export interface RestoreRowsOptions {
  readonly serving: Pick<LiveServing, 'live' | 'restore'>;
  readonly store: Pick<LiveStore, 'client'>;
  readonly environment: Pick<Environment, 'now'>;
  readonly log: Log;
}

/** Most rows that are read from a file at the start. */
const mostRows = 100_000;

/** Puts the newest rows of the file back into the buffer, as if the process had never stopped. Rows of a database are those of other pods too. */
export async function restoreRows({ serving, store, environment, log }: RestoreRowsOptions): Promise<void> {
  const client = store.client();
  if (client?.kind !== 'file') return;
  const { maxRows, maxAge } = serving.live().state.monitor.spec.capture;
  const to = environment.now();
  try {
    const window = await client.readWindow({ from: to - durationMilliseconds(maxAge), to }, Math.min(maxRows, mostRows));
    if (window.rows === 0 && window.refused === undefined) return;
    serving.restore(window);
    log('info', 'captured rows restored from the file', { rows: window.rows });
  } catch (error) {
    log('warn', 'captured rows are not restored from the file', { reason: (error as Error).message });
  }
}
