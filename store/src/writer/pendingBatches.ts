import { countPredicted } from '../countPredicted.ts';
import type { RowBatch } from '../rowBatch.ts';
import type { FirstBatch, Spill } from '../spill/spill.ts';

export interface PendingOptions {
  readonly spill: Spill | undefined;
  /** Called for a batch that was moved to the spill directory. */
  readonly spilled: (number: number) => void;
}

/** The batch whose turn it is. */
export interface PendingBatch extends FirstBatch {
  readonly isSpilled: boolean;
}

/** Batches that wait: those of the spill directory, then those in memory, in the order they came. */
export interface PendingBatches {
  readonly rowsInMemory: number;
  push(batch: RowBatch): void;
  first(): PendingBatch | undefined;
  remove(batch: PendingBatch): void;
  /** Moves batches from memory to the spill directory, as far as there is room, but for one that is being written in parts. */
  spill(partlyWritten: RowBatch | undefined): void;
  /** Takes all batches out of memory. */
  takeAll(): RowBatch[];
}

export function createPendingBatches({ spill, spilled }: PendingOptions): PendingBatches {
  let queue: RowBatch[] = [];
  return {
    get rowsInMemory() {
      return queue.reduce((sum, { rows }) => sum + rows, 0);
    },
    push: (batch) => void queue.push(batch),
    first() {
      // A batch that is being written in parts stays in memory, ahead of what was spilled behind it.
      const waiting = queue[0];
      const spilledFirst = spill?.first();
      if (spilledFirst !== undefined && (waiting === undefined || !spilledFirst.isOwn || spilledFirst.number < waiting.number))
        return { ...spilledFirst, isSpilled: true };
      if (waiting === undefined) return undefined;
      const { number, rows } = waiting;
      return { number, rows, predicted: countPredicted(waiting), batch: waiting, isOwn: true, isSpilled: false };
    },
    remove({ batch, isSpilled }) {
      if (isSpilled) spill?.removeFirst();
      else queue = queue.filter((one) => one !== batch);
    },
    spill(partlyWritten) {
      while (spill !== undefined) {
        const batch = queue.find((one) => one !== partlyWritten);
        if (batch === undefined || !spill.push(batch)) return;
        queue = queue.filter((one) => one !== batch);
        spilled(batch.number);
      }
    },
    takeAll() {
      const taken = queue;
      queue = [];
      return taken;
    },
  };
}
