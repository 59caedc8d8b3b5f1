import { compileForest } from '../forest/compileForest.ts';
import type { ForestFile } from '../forest/forestFile.ts';
import { forestLimits } from '../forest/forestLimits.ts';
import { smallForestFile } from '../forest/smallForest.ts';
import { coversOf } from './coversOf.ts';

const forest = compileForest(smallForestFile as unknown as ForestFile, forestLimits);

test.each([
  { name: 'no row reaches nothing', rows: [], expected: [0, 0, 0, 0, 0, 0] },
  { name: 'a row goes left below the threshold', rows: [12, 0], expected: [1, 1, 0, 0, 0, 1] },
  { name: 'a row on the threshold, or with a missing value, goes right', rows: [12.5, 0, Number.NaN, 1], expected: [2, 0, 2, 1, 1, 2] },
])('$name', ({ rows, expected }) => {
  expect([...coversOf(forest, Float64Array.from(rows), rows.length / 2)]).toEqual(expected);
});

test('a missing value goes left where the split says so', () => {
  const trees = [{ feature: [-2, -1, -1], value: [12.5, 0, 1] }];
  const left = compileForest({ ...smallForestFile, trees } as unknown as ForestFile, forestLimits);
  expect([...coversOf(left, Float64Array.of(Number.NaN, 0, 13, 0), 2)]).toEqual([2, 1, 1]);
});
