import { join } from 'node:path';
import { circles, importGraph } from './circles.ts';
import { sourceFiles } from './sourceFiles.ts';

const graph = importGraph(sourceFiles(), join(import.meta.dirname, '..'));
const roomOf = (path: string) => path.split('/')[0] ?? '';

test('no files import each other in a circle, not even by types', () => {
  expect(circles(graph)).toEqual([]);
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
