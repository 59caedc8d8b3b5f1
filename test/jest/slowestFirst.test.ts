import { globSync } from 'node:fs';
import { join } from 'node:path';
import SlowestFirst, { slowSuites } from './slowestFirst.ts';

const root = join(import.meta.dirname, '../..');
const suites = globSync('{operator,cli,predictor,stats,test}/**/*.test.ts', {
  cwd: root,
  exclude: (path) => path.endsWith('node_modules'),
}).map((path) => ({ path: join(root, path) }));

test('every slow suite that is named exists', () => {
  expect(slowSuites.filter((pattern) => !suites.some(({ path }) => pattern.test(path)))).toEqual([]);
});

test('slow suites run first, then longer files before shorter ones; none is lost', () => {
  const sorted = new SlowestFirst().sort(suites);
  expect(sorted[0]?.path).toMatch(/operator\/src\/faults\//);
  expect(sorted.map(({ path }) => path).toSorted()).toEqual(suites.map(({ path }) => path).toSorted());
});
