import { StoreUnavailable } from '../errors.ts';
import type { RowBatch } from '../rowBatch.ts';
import type { RowContract } from '../rowContract.ts';
import type { RowPage, RowRange } from '../rowPage.ts';
import type { WriterAccount } from '../store.ts';
import { createRowQueue, type RowQueue } from './rowQueue.ts';
import type { StoreClient, StoreStatus } from './storeClient.ts';
import type { QueueLimits, StoreClientOptions } from './storeClientOptions.ts';
import { type StoreThread, startStoreThread } from './storeThread.ts';
import type { FromThread } from './threadMessages.ts';
import { threadMethods } from './threadMethods.ts';

const defaultLimits: QueueLimits = { maxRows: 200_000, maxBytes: 64 * 2 ** 20, batchRows: 5000, batchMilliseconds: 250 };

/** Intervals at which the account is recorded when it has changed, and when it has not, in milliseconds. */
const accountInterval = { changed: 5000, unchanged: 30_000 };

/** First and longest pause before a thread that failed is started again, in milliseconds. */
const restartPause = { first: 1000, longest: 60_000 };

/** Milliseconds that the thread gets beyond its deadline. */
const grace = 3000;

/** What a client is doing. */
interface ClientState {
  readonly options: StoreClientOptions;
  readonly start: typeof startStoreThread;
  readonly limits: QueueLimits;
  readonly startedAt: number;
  readonly queue: RowQueue;
  /** Batches that wait for a thread. */
  unsent: RowBatch[];
  thread: StoreThread | undefined;
  /** Contracts that the thread has, by their number. */
  contracts: RowContract[];
  status: StoreStatus;
  restartAt: number;
  pause: number;
  recorded: { readonly seen: number; readonly at: number };
  closing: { readonly ended: (account: WriterAccount | undefined) => void } | undefined;
}

/**
 * Starts a thread with a store. A thread that fails is started again; batches that it had are found in the ledger, or counted as dropped.
 *
 * @example
 * ```ts
 * const client = createStoreClient({ settings: { kind: 'file', path, monitor }, writer: 'a1b2c3d4', ...environment, log });
 * client.record({ contract, cells, width: 13, kept, predictions, version: 'v1', time, series, firstNumber });
 * await client.findRow('a1b2c3d4-0');
 * await client.close(5000);
 * ```
 */
export function createStoreClient(options: StoreClientOptions, start = startStoreThread): StoreClient {
  const { settings, writer, now, every } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const state: ClientState = {
    options,
    start,
    limits,
    startedAt: now(),
    queue: createRowQueue({ writer, now, limits, send: (batch) => sendBatch(state, batch) }),
    unsent: [],
    thread: undefined,
    contracts: [],
    status: { isConnected: undefined, reason: undefined, connectedAt: undefined, restarts: 0, spilledRows: 0, spilledBytes: 0 },
    restartAt: 0,
    pause: restartPause.first,
    recorded: { seen: 0, at: now() },
    closing: undefined,
  };
  startThread(state);
  const timer = every(limits.batchMilliseconds, async () => tick(state));
  const call = (message: Parameters<StoreThread['call']>[0]) =>
    state.thread?.call(message) ?? Promise.reject(new StoreUnavailable('the thread of the store is being started again'));
  return {
    kind: settings.kind,
    writer,
    record: state.queue.record,
    account: () => state.queue.account(),
    status: () => state.status,
    ...threadMethods((method, parameters) => call((number) => ({ type: 'call', call: number, method, parameters }))),
    readPages: pageReader(state, call),
    async close(deadlineMilliseconds) {
      timer.stop();
      return closeThread(state, deadlineMilliseconds);
    },
  };
}

function startThread(state: ClientState): void {
  const { options, limits, startedAt, queue } = state;
  const waiting = new Set(state.unsent.map(({ number }) => number));
  const lost = queue.unsettled().filter(({ number }) => !waiting.has(number));
  const before = state.status.restarts === 0 ? undefined : { account: queue.account(), lost };
  const { settings, writer, spill } = options;
  state.contracts = [];
  let thread: StoreThread;
  try {
    thread = state.start({
      data: { settings, writer, startedAt, spill, spillRows: limits.maxRows / 2, before },
      receive: (message) => receive(state, message),
      ended: (error) => endThread(state, error),
    });
  } catch (error) {
    // The system lacks memory, threads or file descriptors.
    endThread(state, error as Error);
    return;
  }
  state.thread = thread;
  const unsent = state.unsent;
  state.unsent = [];
  for (const batch of unsent) sendBatch(state, batch);
}

function endThread(state: ClientState, error: Error | undefined): void {
  state.thread = undefined;
  state.closing?.ended(undefined);
  if (state.closing !== undefined) return;
  const { log, now } = state.options;
  const reason = error?.message ?? 'it ended';
  log('error', 'the thread of the store failed and is started again; predictions continue', { reason });
  state.status = { ...state.status, isConnected: false, reason, restarts: state.status.restarts + 1 };
  state.restartAt = now() + state.pause;
  state.pause = Math.min(restartPause.longest, state.pause * 2);
}

function sendBatch(state: ClientState, batch: RowBatch): void {
  const { thread, contracts } = state;
  if (thread === undefined) {
    state.unsent.push(batch);
    return;
  }
  const { contract, ...rest } = batch;
  let number = contracts.indexOf(contract);
  if (number < 0) {
    number = contracts.push(contract) - 1;
    thread.post({ type: 'contract', number, contract });
  }
  const { times, ids, predictions, versionOf, probabilities, features } = batch;
  const columns = [times, ids.numbers, predictions, versionOf, probabilities, features];
  const seen = state.queue.account();
  thread.post(
    { type: 'batch', contract: number, batch: rest, seen },
    columns.map(({ buffer }) => buffer as ArrayBuffer),
  );
  state.recorded = { seen: seen.seen, at: state.options.now() };
}

function tick(state: ClientState): void {
  const { options, queue, recorded, thread } = state;
  const now = options.now();
  queue.flush();
  if (thread === undefined && state.closing === undefined && now >= state.restartAt) startThread(state);
  const account = queue.account();
  const interval = account.seen === recorded.seen ? accountInterval.unchanged : accountInterval.changed;
  if (now - recorded.at < interval) return;
  state.thread?.post({ type: 'account', seen: account });
  state.recorded = { seen: account.seen, at: now };
}

function receive(state: ClientState, message: FromThread): void {
  const { queue, options } = state;
  if (message.type === 'log') options.log(...message.entry);
  else if (message.type === 'query') options.onQuery?.(message.query);
  else if (message.type === 'measured') options.onCall?.(message.measured);
  else if (message.type === 'closed') state.closing?.ended(message.account);
  else if (message.type === 'event') {
    const { event } = message;
    queue.observe(event);
    if (event.type === 'settled') state.pause = restartPause.first;
    if (event.type === 'spill') state.status = { ...state.status, spilledRows: event.rows, spilledBytes: event.bytes };
    if (event.type !== 'status') return;
    const { isConnected, reason, time } = event;
    state.status = { ...state.status, isConnected, reason, connectedAt: isConnected ? time : state.status.connectedAt };
  }
}

/** Reads pages one by one, so that the thread does not read ahead of the caller. */
function pageReader(state: ClientState, call: (message: Parameters<StoreThread['call']>[0]) => Promise<unknown>): StoreClient['readPages'] {
  let readers = 0;
  return async function* (range: RowRange) {
    const pages = ++readers;
    const { thread } = state;
    let page = await call((number) => ({ type: 'pages', call: number, pages, range }));
    try {
      while (page !== undefined) {
        yield page as RowPage;
        if (state.thread !== thread) throw new StoreUnavailable('the thread of the store was started again');
        page = await call((number) => ({ type: 'nextPage', call: number, pages }));
      }
    } finally {
      if (page !== undefined && state.thread === thread) thread?.post({ type: 'endPages', pages });
    }
  };
}

async function closeThread(state: ClientState, deadlineMilliseconds: number): Promise<WriterAccount> {
  const { queue, options, thread } = state;
  queue.flush();
  if (thread !== undefined) {
    const ended = new Promise<WriterAccount | undefined>((resolve) => {
      state.closing = { ended: resolve };
    });
    thread.post({ type: 'account', seen: queue.account() });
    thread.post({ type: 'close', milliseconds: deadlineMilliseconds });
    const deadline = new AbortController();
    await Promise.race([ended, options.sleep(deadlineMilliseconds + grace, deadline.signal).catch(() => undefined)]);
    // Its timer would keep the process alive.
    deadline.abort();
    await thread.terminate();
  }
  queue.drop('shutdown');
  return queue.account(true);
}
