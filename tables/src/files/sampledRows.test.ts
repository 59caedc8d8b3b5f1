import { randomFromSeed } from '@modelmonitor/stats';
import { sampledRows } from './sampledRows.ts';

test.each([
  { rows: 3, size: 5, sample: [0, 1, 2] },
  { rows: 3, size: 3, sample: [0, 1, 2] },
  { rows: 3, size: 0, sample: [] },
  { rows: 0, size: 3, sample: [] },
])('$size of $rows rows are $sample', ({ rows, size, sample }) => {
  expect([...sampledRows(rows, size, randomFromSeed(1))]).toEqual(sample);
});

test('every row is as likely as any other', () => {
  const random = randomFromSeed(3);
  const taken = new Array<number>(10).fill(0);
  for (let round = 0; round < 10_000; round++) for (const row of sampledRows(10, 3, random)) taken[row] = (taken[row] ?? 0) + 1;
  // 3,000 expected each; five standard deviations, sqrt(10,000 · 0.3 · 0.7), are 230.
  expect(taken.every((count) => Math.abs(count - 3000) < 230)).toBe(true);
});
