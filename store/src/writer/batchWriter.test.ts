import type { Spill } from '../spill/spill.ts';
import { testRowBatch } from '../testRowBatch.ts';
import { createBatchWriter } from './batchWriter.ts';
import { createFaultyStore } from './testFaultyStore.ts';

test('files that wait are kept alive and adopted while rows come, and not only when none do', () => {
  let now = 0;
  const kept: number[] = [];
  const waiting = { rows: 0, bytes: 0, has: () => false, push: () => false, first: () => undefined, close: () => undefined };
  const spill = { ...waiting, keepAlive: () => kept.push(now) } as unknown as Spill;
  const never = () => false;
  const writer = createBatchWriter({
    ...{ store: createFaultyStore(never, never), writer: 'w1', startedAt: 0, now: () => now, random: () => 0.5 },
    ...{ sleep: async () => undefined, log: () => undefined, report: () => undefined, spill, spillRows: 20 },
  });
  for (let second = 0; second < 60; second++) {
    now = second * 1000;
    writer.enqueue(testRowBatch([{ time: now }], { number: second + 1 }), { seen: second + 1, dropped: {} });
  }
  expect(kept).toEqual([10_000, 20_000, 30_000, 40_000, 50_000]);
  void writer.close(Promise.resolve());
});
