import { countPredicted } from '../countPredicted.ts';
import type { RowBatch } from '../rowBatch.ts';
import type { WriterAccount } from '../store.ts';
import { createConnectionState } from './connectionState.ts';
import { createPendingBatches } from './pendingBatches.ts';
import { runWriter, spillWaiting, type WriterState } from './runWriter.ts';
import { createSignal } from './signal.ts';
import { createWriterCounts } from './writerCounts.ts';
import type { SeenRows } from './writerEvents.ts';
import type { BatchWriterOptions } from './writerOptions.ts';

/** Writes batches one after another, for as long as it takes. */
export interface BatchWriter {
  /** Takes a batch; `seen` are the counts of the other side with its rows. */
  enqueue(batch: RowBatch, seen: SeenRows): void;
  /** Records the account when nothing else is written, so that others see what this process has counted. */
  recordAccount(seen: SeenRows): void;
  /** Removes features from batches that wait on disk, and from those that will. */
  redact(features: readonly string[]): void;
  account(): WriterAccount;
  /** Writes what is left, until a promise resolves; then rows are spilled, or dropped as `shutdown`. @returns the last account */
  close(deadline: Promise<void>): Promise<WriterAccount>;
}

export function createBatchWriter(options: BatchWriterOptions): BatchWriter {
  const { store, writer, startedAt, now, log, report, spill, before } = options;
  const counts = createWriterCounts({ writer, startedAt, now, report, before: before?.account });
  const state: WriterState = {
    options,
    counts,
    connection: createConnectionState({ now, log, report }),
    pending: createPendingBatches({ spill, spilled: (number) => report({ type: 'spilled', number }) }),
    changed: createSignal(),
    current: undefined,
    lost: before?.lost ?? [],
    preparedAt: Number.NEGATIVE_INFINITY,
    isAccountDue: false,
    isClosing: false,
    isStopped: false,
  };
  const ended = runWriter(state);
  let keptAt = now();
  /** While rows come, no account comes: files are kept alive and adopted all the same. */
  const keepAlive = (pause = 0) => {
    // The clock may be set back.
    if (Math.abs(now() - keptAt) < pause) return;
    keptAt = now();
    spill?.keepAlive();
  };
  return {
    enqueue(batch, seen) {
      counts.observe(seen);
      state.pending.push(batch);
      keepAlive(keepMilliseconds);
      spillWaiting(state);
      state.changed.wake();
    },
    recordAccount(seen) {
      counts.observe(seen);
      keepAlive();
      state.isAccountDue = true;
      state.changed.wake();
    },
    redact: (features) => spill?.redact(features),
    account: () => counts.account(),
    async close(deadline) {
      state.isClosing = true;
      state.changed.wake();
      await Promise.race([ended, deadline]);
      state.isStopped = true;
      state.changed.wake();
      await Promise.race([ended, options.sleep(grace)]);
      dropWaiting(state);
      const account = counts.account(true);
      if (!state.connection.isDown) await Promise.race([store.recordAccount(account).catch(() => undefined), options.sleep(grace)]);
      spill?.close();
      return account;
    },
  };
}

/** How often files that wait are kept alive while rows come, in milliseconds: others take them for abandoned after a minute. */
const keepMilliseconds = 10_000;

/** Milliseconds that a call of the store gets after the deadline. */
const grace = 1000;

/** What cannot be spilled is dropped. A batch that is being written may be stored all the same: by the ledger it is not written again. */
function dropWaiting({ pending, counts, current, lost }: WriterState): void {
  pending.spill(undefined);
  for (const batch of lost) counts.settle({ ...batch, outcome: 'dropped', reason: 'thread_ended' });
  for (const batch of pending.takeAll()) {
    const left = current?.of.batch === batch ? current.task.remaining() : { rows: batch.rows, predicted: countPredicted(batch) };
    counts.settle({ number: batch.number, outcome: 'dropped', reason: 'shutdown', ...left });
  }
}
