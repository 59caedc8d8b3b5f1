import { testRowBatch } from '../testRowBatch.ts';
import type { CurrentStore } from './currentStore.ts';

/** Counts of hours are kept for drift checks. */
export function testHourCounts({ store, connect }: CurrentStore): void {
  const hour = 3_600_000;
  const record = (number: number, edges = 'a', bytes = [number, 0, 255]) => ({
    start: number * hour,
    edges,
    numbers: Uint8Array.from(bytes),
  });
  const all = async (edges = 'a', from = 0, to = 99) =>
    (await store().readHourCounts({ edges, from: from * hour, to: to * hour })).map(({ start, numbers }) => [start / hour, ...numbers]);

  test('counts of hours are read by their edges and time', async () => {
    await store().saveHourCounts([record(3), record(1), record(2, 'b')]);
    expect(await all()).toEqual([
      [1, 1, 0, 255],
      [3, 3, 0, 255],
    ]);
    expect(await all('b')).toEqual([[2, 2, 0, 255]]);
    expect(await all('a', 2)).toEqual([[3, 3, 0, 255]]);
    expect(await all('a', 0, 3)).toEqual([[1, 1, 0, 255]]);
    expect(await (await connect()).readHourCounts({ edges: 'b', from: 0, to: 9 * hour })).toMatchObject([{ start: 2 * hour, edges: 'b' }]);
  });

  test('an hour has one record: the last', async () => {
    await store().saveHourCounts([record(1)]);
    await store().saveHourCounts([record(1, 'b'), record(2)]);
    expect(await all()).toEqual([[2, 2, 0, 255]]);
    await store().saveHourCounts([record(1, 'a', [7])]);
    expect(await all()).toEqual([
      [1, 7],
      [2, 2, 0, 255],
    ]);
  });

  test('they are deleted with the rows of their time', async () => {
    await store().append(testRowBatch([{ time: 1.5 * hour }, { time: 3.5 * hour }]));
    await store().saveHourCounts([record(1), record(2), record(3)]);
    await store().dropBefore(3 * hour);
    expect(await all()).toEqual([[3, 3, 0, 255]]);
  });

  test('counts of hours of which rows are forgotten are deleted, to be counted again', async () => {
    await store().append(testRowBatch([{ time: 1.5 * hour, id: 'order' }, { time: 3.5 * hour }]));
    await store().saveHourCounts([record(1), record(3)]);
    await store().forget(['order']);
    expect(await all()).toEqual([[3, 3, 0, 255]]);
  });
}
