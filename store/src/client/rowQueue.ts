import type { RowBatch } from '../rowBatch.ts';
import type { WriterAccount } from '../store.ts';
import { createTally } from '../writer/tally.ts';
import type { WriterEvent } from '../writer/writerEvents.ts';
import type { LostBatch } from '../writer/writerOptions.ts';
import { createRowBuffer, type RowBuffer } from './rowBuffer.ts';
import { createSentBatches } from './sentBatches.ts';
import type { RecordedRows } from './storeClient.ts';
import type { QueueLimits } from './storeClientOptions.ts';

export interface RowQueueOptions {
  readonly writer: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly limits: QueueLimits;
  /** Takes a batch that is full, or old enough. */
  readonly send: (batch: RowBatch) => void;
}

/** Rows between the requests and the thread: bounded, and counted until they are settled. */
export interface RowQueue {
  record(rows: RecordedRows): void;
  /** Sends what is there, although the batch is not full. */
  flush(): void;
  /** Takes what the thread reports. */
  observe(event: WriterEvent): void;
  account(isClosed?: boolean): WriterAccount;
  /** Batches that were sent and are not settled. */
  unsettled(): LostBatch[];
  /** Counts what is neither settled nor spilled as dropped. */
  drop(reason: string): void;
}

/** Rows that the first batch has room for; later ones have as many as the batch before. */
const firstCapacity = 16;

export function createRowQueue({ writer, now, limits, send }: RowQueueOptions): RowQueue {
  const tally = createTally({ writer, startedAt: now(), now });
  const sent = createSentBatches();
  let buffer: RowBuffer | undefined;
  let [batches, capacity] = [0, firstCapacity];
  const flush = () => {
    if (buffer === undefined || buffer.rows === 0) return;
    const batch = buffer.take(writer, ++batches);
    sent.add(batch, buffer.rows * buffer.rowBytes + buffer.textBytes);
    capacity = batch.rows;
    buffer = undefined;
    send(batch);
  };
  const bufferFor = ({ contract, series }: RecordedRows): RowBuffer => {
    if (buffer !== undefined && (buffer.contract !== contract || buffer.series !== series)) flush();
    buffer ??= createRowBuffer({ contract, series, capacity: Math.min(limits.batchRows, capacity) });
    return buffer;
  };
  const room = ({ rows, rowBytes, textBytes }: RowBuffer) => {
    const bytes = limits.maxBytes - sent.bytes - rows * rowBytes - textBytes;
    return Math.max(0, Math.min(limits.maxRows - sent.rows - rows, Math.floor(bytes / rowBytes)));
  };
  const settleDropped = (reason: string, predicted: number) => {
    if (predicted > 0) tally.settle({ outcome: 'dropped', reason, predicted });
  };
  return {
    flush,
    record(recorded) {
      const rows = recorded.selected ?? allRows(recorded);
      // Before a batch is sent with the account.
      tally.queue(countSelected(recorded, rows));
      let taken = 0;
      while (taken < rows.length) {
        const current = bufferFor(recorded);
        const most = Math.min(room(current), limits.batchRows - current.rows);
        const part = taken === 0 && rows.length <= most ? rows : rows.slice(taken, taken + most);
        if (part.length === 0) break;
        current.add(recorded, part);
        taken += part.length;
        if (current.rows >= limits.batchRows) flush();
      }
      if (taken < rows.length) settleDropped('queue_full', countSelected(recorded, rows.slice(taken)));
    },
    observe(event) {
      if (event.type === 'settled') tally.settle(event);
      sent.observe(event);
    },
    account: tally.account,
    unsettled: sent.unsettled,
    drop: (reason) => settleDropped(reason, sent.forget()),
  };
}

/** Most responses have one row. */
const onlyRow: readonly number[] = [0];

function allRows({ cells, width }: RecordedRows): readonly number[] {
  return cells.length === width ? onlyRow : Array.from({ length: cells.length / width }, (_, row) => row);
}

/** Rows with a prediction. */
function countSelected({ predictions }: RecordedRows, rows: readonly number[]): number {
  if (predictions === undefined) return 0;
  let count = 0;
  for (const row of rows) if (!Number.isNaN(predictions[row])) count++;
  return count;
}
