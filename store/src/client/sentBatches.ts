import { countPredicted } from '../countPredicted.ts';
import type { RowBatch } from '../rowBatch.ts';
import type { WriterEvent } from '../writer/writerEvents.ts';
import type { LostBatch } from '../writer/writerOptions.ts';

/** Batches that were sent and are not settled, and the memory they take. */
export interface SentBatches {
  /** Of batches that are not spilled. */
  readonly rows: number;
  readonly bytes: number;
  add(batch: RowBatch, bytes: number): void;
  /** Takes what the thread reports. */
  observe(event: WriterEvent): void;
  unsettled(): LostBatch[];
  /** Forgets batches that are not spilled. @returns their predicted rows */
  forget(): number;
}

interface SentBatch {
  rows: number;
  predicted: number;
  /** Memory that it takes: none once it is spilled. */
  held: { readonly rows: number; readonly bytes: number };
}

export function createSentBatches(): SentBatches {
  const sent = new Map<number, SentBatch>();
  let [rows, bytes] = [0, 0];
  const release = (batch: SentBatch) => {
    rows -= batch.held.rows;
    bytes -= batch.held.bytes;
    batch.held = { rows: 0, bytes: 0 };
  };
  return {
    get rows() {
      return rows;
    },
    get bytes() {
      return bytes;
    },
    add(batch, batchBytes) {
      sent.set(batch.number, { rows: batch.rows, predicted: countPredicted(batch), held: { rows: batch.rows, bytes: batchBytes } });
      rows += batch.rows;
      bytes += batchBytes;
    },
    observe(event) {
      const batch = event.type === 'settled' || event.type === 'spilled' ? sent.get(event.number) : undefined;
      if (batch === undefined) return;
      if (event.type === 'settled') {
        batch.rows -= event.rows;
        batch.predicted -= event.predicted;
        if (batch.rows > 0) return;
        sent.delete(event.number);
      }
      release(batch);
    },
    unsettled: () => [...sent].map(([number, batch]) => ({ number, rows: batch.rows, predicted: batch.predicted })),
    forget() {
      let predicted = 0;
      for (const [number, batch] of sent) {
        if (batch.held.rows === 0) continue;
        predicted += batch.predicted;
        release(batch);
        sent.delete(number);
      }
      return predicted;
    },
  };
}
