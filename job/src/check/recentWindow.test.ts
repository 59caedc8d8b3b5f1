import type { Window } from '../../../tables/src/window/window.ts';
import { recentWindow, rowsByVersion, timeSpan } from './recentWindow.ts';

const window: Window = {
  monitor: { namespace: 'default', name: 'wine' },
  rows: 5,
  columns: [
    { name: 'x', role: 'feature', type: 'numeric', values: Float64Array.of(1, 2, 3, 4, 5) },
    { name: 'c', role: 'feature', type: 'categorical', values: ['a', 'b', null, 'd', 'e'] },
    { name: 'version', role: 'version', type: 'categorical', values: ['v1', 'v1', 'v2', null, 'v1'] },
    { name: 'time', role: 'time', type: 'numeric', values: Float64Array.of(1000, 2000, 3000, 4000, 5000) },
  ],
};
const untimed: Window = { ...window, columns: window.columns.slice(0, 3) };

test.each([
  { name: 'everything while young and few enough', of: window, limits: { maxRows: 9, since: 0 }, x: [1, 2, 3, 4, 5] },
  { name: 'a row exactly as old as allowed', of: window, limits: { maxRows: 9, since: 3000 }, x: [3, 4, 5] },
  { name: 'the newest of too many', of: window, limits: { maxRows: 2, since: 0 }, x: [4, 5] },
  { name: 'nothing when all are too old', of: window, limits: { maxRows: 2, since: 9000 }, x: [] },
  { name: 'the newest rows of a window without times', of: untimed, limits: { maxRows: 2, since: 9000 }, x: [4, 5] },
])('keeps $name', ({ of, limits, x }) => {
  const { rows, columns } = recentWindow(of, limits);
  expect([...(columns[0]?.values ?? [])]).toEqual(x);
  expect([rows, ...columns.map(({ values }) => values.length)]).toEqual(new Array(columns.length + 1).fill(x.length));
});

test('says from when to when, and which versions answered', () => {
  expect(timeSpan(window)).toEqual({ from: '1970-01-01T00:00:01.000Z', to: '1970-01-01T00:00:05.000Z' });
  expect(timeSpan(untimed)).toEqual({ from: null, to: null });
  expect(rowsByVersion(window)).toEqual({ v1: 3, v2: 1 });
});
