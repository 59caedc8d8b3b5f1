import { rowSample } from './rowSample.ts';

test('draws distinct rows, others for another seed', () => {
  const rows = rowSample(1000, 100, 7);
  expect(new Set(rows).size).toBe(100);
  expect(Math.max(...rows)).toBeLessThan(1000);
  expect(rowSample(1000, 100, 7)).toEqual(rows);
  expect(rowSample(1000, 100, 8)).not.toEqual(rows);
});

test('takes all rows when there are no more than asked for', () => {
  expect(rowSample(3, 5, 7)).toEqual(Int32Array.of(0, 1, 2));
});

test('draws every row about equally often', () => {
  const drawn = new Float64Array(10);
  for (let seed = 0; seed < 5000; seed++) for (const row of rowSample(10, 3, seed)) drawn[row] = (drawn[row] ?? 0) + 1;
  // Binomial(5000, 0.3): mean 1500, standard deviation 32; four of them.
  for (const count of drawn) expect(Math.abs(count - 1500)).toBeLessThan(130);
});
