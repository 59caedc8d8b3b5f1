import { treeSeed } from './treeSeed.ts';

test('gives each tree of each forest a different 32-bit seed', () => {
  const seeds = new Set<number>();
  for (let seed = 0; seed < 50; seed++) for (let tree = 0; tree < 100; tree++) seeds.add(treeSeed(seed, tree));
  expect(seeds.size).toBe(5000);
  for (const seed of seeds) expect(seed).toBe(seed | 0);
});
