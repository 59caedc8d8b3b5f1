import { bootstrapSample } from './bootstrapSample.ts';

test('the seed determines the rows', () => {
  const rows = bootstrapSample(1000, 100, 7);
  expect(rows).toHaveLength(100);
  expect(Math.min(...rows)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...rows)).toBeLessThan(1000);
  expect(bootstrapSample(1000, 100, 7)).toEqual(rows);
  expect(bootstrapSample(1000, 100, 8)).not.toEqual(rows);
});

test('draws every row about equally often', () => {
  const drawn = new Float64Array(10);
  for (let seed = 0; seed < 5000; seed++) for (const row of bootstrapSample(10, 3, seed)) drawn[row] = (drawn[row] ?? 0) + 1;
  // Binomial(15000, 0.1): mean 1500, standard deviation 37; four of them.
  for (const count of drawn) expect(Math.abs(count - 1500)).toBeLessThan(148);
});

test('leaves out about 1/e of the rows when the sample is as large as the data', () => {
  const shares = Array.from({ length: 200 }, (_, seed) => new Set(bootstrapSample(150, 150, seed)).size / 150);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  // 1 − (149/150)^150 = 0.6333; the mean of 200 draws has a standard deviation of about 0.0018.
  expect(Math.abs(mean - 0.6333)).toBeLessThan(0.0073);
});
