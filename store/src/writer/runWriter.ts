import { StoreOutcomeUnknown, StoreTooNew, StoreUnavailable } from '../errors.ts';
import type { RowBatch } from '../rowBatch.ts';
import { backoff } from './backoff.ts';
import { type BatchTask, createBatchTask } from './batchTask.ts';
import type { ConnectionState } from './connectionState.ts';
import { type ForeignAccount, readForeignAccount } from './foreignAccount.ts';
import type { PendingBatch, PendingBatches } from './pendingBatches.ts';
import type { Signal } from './signal.ts';
import type { WriterCounts } from './writerCounts.ts';
import type { BatchWriterOptions, LostBatch } from './writerOptions.ts';

/** A batch that is being written, or was when the store could not be reached. */
interface CurrentBatch {
  readonly of: PendingBatch & { readonly batch: RowBatch };
  readonly task: BatchTask;
  isInFlight: boolean;
  /** The account of the earlier process that wrote it to the spill directory. */
  readonly foreign: ForeignAccount | undefined;
}

/** What a writer is doing. */
export interface WriterState {
  readonly options: BatchWriterOptions;
  readonly counts: WriterCounts;
  readonly connection: ConnectionState;
  readonly pending: PendingBatches;
  /** Woken by whatever the writer waits for. */
  readonly changed: Signal;
  current: CurrentBatch | undefined;
  lost: readonly LostBatch[];
  preparedAt: number;
  isAccountDue: boolean;
  isClosing: boolean;
  isStopped: boolean;
}

/** Attempts at work that fails for a reason that is no error of the port. */
const mostFaults = 3;

/** Interval at which the store is prepared again, in milliseconds: it may create what the days ahead need. */
const prepareInterval = 3_600_000;

/** Does what is to be done until the writer is stopped, or is closing and nothing is left. */
export async function runWriter(state: WriterState): Promise<void> {
  const { options, connection, changed } = state;
  let faults = 0;
  while (!state.isStopped) {
    const work = nextWork(state);
    if (work === undefined && state.isClosing) return;
    if (work === undefined) {
      await changed.wait();
      continue;
    }
    try {
      await work();
      connection.succeed();
      faults = 0;
    } catch (error) {
      const isFault = ![StoreUnavailable, StoreOutcomeUnknown, StoreTooNew].some((kind) => error instanceof kind);
      if (isFault && ++faults >= mostFaults) faults = failCurrent(state, error as Error);
      const pause = backoff(connection.fail(error), options.random);
      spillWaiting(state);
      await waitFor(state, pause);
    }
  }
}

/** Moves what waits to the spill directory while the store cannot be reached, or while others wait there and memory is half full. */
export function spillWaiting(state: WriterState): void {
  const { pending, connection, current } = state;
  const { spill, spillRows, report } = state.options;
  if (spill === undefined) return;
  const isBehind = spill.rows > 0 && pending.rowsInMemory > spillRows;
  if (!connection.isDown && !isBehind) return;
  const mustStay = current?.isInFlight === true || current?.task.isUntouched === false;
  if (!mustStay) state.current = undefined;
  pending.spill(mustStay ? current?.of.batch : undefined);
  report({ type: 'spill', rows: spill.rows, bytes: spill.bytes });
}

/** What is to be done next; undefined when there is nothing. */
function nextWork(state: WriterState): (() => Promise<void>) | undefined {
  const { store, now } = state.options;
  if (now() - state.preparedAt >= prepareInterval) {
    return async () => {
      await store.prepare();
      state.preparedAt = now();
    };
  }
  const [lost] = state.lost;
  if (lost !== undefined) return () => settleLost(state, lost);
  const first = state.current?.of ?? state.pending.first();
  if (first !== undefined) return () => writeFirst(state, first);
  if (!state.isAccountDue) return undefined;
  return async () => {
    await store.recordAccount(state.counts.account());
    state.isAccountDue = false;
  };
}

async function writeFirst(state: WriterState, first: PendingBatch): Promise<void> {
  const { pending, counts } = state;
  const { spill, report, log } = state.options;
  if (first.batch === undefined) {
    log('error', 'rows in the spill directory were changed and are not written', { rows: first.rows });
    if (first.isOwn) counts.settle({ ...first, outcome: 'failed', reason: 'spill_damaged' });
    pending.remove(first);
    return;
  }
  const current = state.current ?? (await startBatch(state, { ...first, batch: first.batch }));
  state.current = current;
  current.isInFlight = true;
  try {
    await current.task.run();
    await current.foreign?.finish();
  } finally {
    current.isInFlight = false;
  }
  state.current = undefined;
  pending.remove(first);
  if (first.isOwn) state.isAccountDue = false;
  if (first.isSpilled && spill !== undefined) report({ type: 'spill', rows: spill.rows, bytes: spill.bytes });
}

async function startBatch({ options, counts }: WriterState, of: CurrentBatch['of']): Promise<CurrentBatch> {
  const { store, log } = options;
  const { batch, isOwn, number } = of;
  const foreign = isOwn ? undefined : await readForeignAccount(store, batch.writer);
  const task = createBatchTask(batch, {
    store,
    isUnknown: !isOwn,
    accountAfter: (predicted) => (foreign ?? counts).accountAfter(predicted),
    settle({ isCounted, ...rows }) {
      if (rows.outcome === 'failed') log('error', 'the store refused rows', { rows: rows.rows });
      if (foreign === undefined) counts.settle({ number, ...rows });
      else if (!isCounted) foreign.settle(rows);
    },
  });
  return { of, task, foreign, isInFlight: false };
}

/** Gives up on a batch that fails again and again for an unexpected reason. @returns 0 */
function failCurrent(state: WriterState, error: Error): 0 {
  const { current, counts, pending, options } = state;
  if (current === undefined) return 0;
  state.current = undefined;
  options.log('error', 'rows could not be written for an unexpected reason and are given up', { reason: error.message });
  if (current.of.isOwn) counts.settle({ number: current.of.number, outcome: 'failed', reason: 'error', ...current.task.remaining() });
  pending.remove(current.of);
  return 0;
}

/** A batch of a thread that ended was written by it, or spilled, or is lost. */
async function settleLost(state: WriterState, batch: LostBatch): Promise<void> {
  const { store, writer, spill } = state.options;
  if (spill?.has(batch.number) !== true) {
    const isWritten = await store.hasBatch(writer, batch.number);
    state.counts.settle({ ...batch, outcome: isWritten ? 'written' : 'dropped', reason: isWritten ? '' : 'thread_ended' });
  } else state.options.report({ type: 'spilled', number: batch.number });
  state.lost = state.lost.slice(1);
}

/** Waits, but not beyond a wish to close. */
async function waitFor(state: WriterState, milliseconds: number): Promise<void> {
  const isClosing = state.isClosing;
  let isOver = false;
  void state.options.sleep(milliseconds).then(() => {
    isOver = true;
    state.changed.wake();
  });
  while (!isOver && !state.isStopped && state.isClosing === isClosing) await state.changed.wait();
}
