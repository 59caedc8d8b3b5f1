import { join } from 'node:path';
import { circles, importGraph } from './circles.ts';
import { sourceFiles } from './sourceFiles.ts';

/** Circles in each room that are on their way out: a room that is not here has none, and no number grows. */
const remaining: Readonly<Record<string, number>> = { api: 1, drift: 3, kube: 2, predictor: 3, tables: 2 };

const graph = importGraph(sourceFiles(), join(import.meta.dirname, '..'));
const roomOf = (path: string) => path.split('/')[0] ?? '';

test('no files import each other in a circle, not even by types', () => {
  const byRoom = Object.entries(Object.groupBy(circles(graph), ([path = '']) => roomOf(path)));
  expect(byRoom.filter(([room, found = []]) => found.length > (remaining[room] ?? 0))).toEqual([]);
});

test('no rooms import each other in a circle', () => {
  const inRooms = sourceFiles().filter(({ path, isTest }) => !isTest && path.includes('/src/'));
  const rooms = Map.groupBy(inRooms, ({ path }) => roomOf(path));
  const between = [...rooms].map(([room, files]): [string, string[]] => {
    const imported = files.flatMap(({ path }) => graph.get(path) ?? []).map(roomOf);
    return [room, [...new Set(imported)].filter((other) => other !== room)];
  });
  expect(circles(new Map(between))).toEqual([]);
});

test.each([
  { name: 'a chain', graph: { a: ['b'], b: ['c'], c: [] }, expected: [] },
  { name: 'two ways to one file', graph: { a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }, expected: [] },
  { name: 'two files', graph: { a: ['b'], b: ['a'] }, expected: [['a', 'b']] },
  { name: 'a file that imports itself', graph: { a: ['a'] }, expected: [['a']] },
  { name: 'two circles that meet in a file', graph: { a: ['b'], b: ['c', 'a'], c: ['b'] }, expected: [['a', 'b', 'c']] },
  {
    name: 'two circles, one reached from the other',
    graph: { a: ['b'], b: ['a', 'c'], c: ['d'], d: ['c'] },
    expected: [
      ['a', 'b'],
      ['c', 'd'],
    ],
  },
  { name: 'a circle that is reached a second time', graph: { a: ['b'], b: ['a'], c: ['a', 'd'], d: [] }, expected: [['a', 'b']] },
  { name: 'an import of another package', graph: { a: ['koa'] }, expected: [] },
])('$name', ({ graph, expected }) => {
  expect(circles(new Map(Object.entries(graph)))).toEqual(expected);
});
