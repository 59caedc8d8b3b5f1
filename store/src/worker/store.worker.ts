import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { SpillSettings } from '../client/storeClientOptions.ts';
import type { FromThread, ThreadData, ToThread } from '../client/threadMessages.ts';
import { measureStore } from '../measureStore.ts';
import { openStore } from '../openStore.ts';
import { openSpill } from '../spill/spill.ts';
import { createBatchWriter } from '../writer/batchWriter.ts';
import { serveStore } from './serveStore.ts';

const { settings, writer, startedAt, spill, spillRows, before } = workerData as ThreadData;
const { now, random } = { now: Date.now, random: Math.random };
const send = (message: FromThread, transferred: readonly ArrayBuffer[] = []) => parentPort?.postMessage(message, transferred);
const log = (...entry: Extract<FromThread, { type: 'log' }>['entry']) => send({ type: 'log', entry });

/** A directory that cannot be used is no reason to write nothing. */
function openSpillOrReport(settings: SpillSettings) {
  try {
    return openSpill({ ...settings, writer, now, log });
  } catch (error) {
    log('error', 'the spill directory cannot be used; rows wait in memory only', { reason: (error as Error).message });
    return undefined;
  }
}

// Messages wait in the port until the listener is added.
const store = measureStore(await openStore(settings, { now, log, onQuery: (query) => send({ type: 'query', query }) }), {
  monotonicMilliseconds: () => performance.now(),
  report: (measured) => send({ type: 'measured', measured }),
});
const batchWriter = createBatchWriter({
  store,
  writer,
  startedAt,
  now,
  random,
  sleep,
  log,
  report: (event) => send({ type: 'event', event }),
  spill: spill === undefined ? undefined : openSpillOrReport(spill),
  spillRows,
  before,
});
parentPort?.on('message', serveStore({ store, batchWriter, send, sleep }) as (message: ToThread) => void);

/**
 * Labels of single requests are in the figures of their hour within five seconds. Hours and days with many rows are computed less often, so that
 * rows that wait to be written always have their turn.
 */
const [shortestPause, longestPause, longestDayDelay] = [1000, 10_000, 300_000];
const within = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

void (async () => {
  let [pause, dayDelay] = [shortestPause, shortestPause];
  while (true) {
    await sleep(pause, undefined, { ref: false });
    const start = now();
    const computed = await store.updatePerformance({ now: start, dayDelay, turn }).catch(() => 0);
    const took = now() - start;
    pause = within(took, shortestPause, longestPause);
    if (computed > 0) dayDelay = within(20 * took, shortestPause, longestDayDelay);
  }
})();
