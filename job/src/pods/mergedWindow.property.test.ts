import fc from 'fast-check';
import type { Window } from '../../../tables/src/window/window.ts';
import { decodeWindow, encodeWindow } from '../../../tables/src/window/windowFile.ts';
import { mergedWindow } from './mergedWindow.ts';
import { type PodRow, podWindow } from './podWindow.ts';

/** Rows with a time of their own each, in order, and the pod that answered each. */
const answeredRows = fc
  .uniqueArray(fc.nat(1_000_000), { maxLength: 60 })
  .chain((times) =>
    fc.tuple(
      ...times
        .toSorted((one, other) => one - other)
        .map((time) =>
          fc.record({ time: fc.constant(time), pod: fc.nat(4), alcohol: fc.double(), grape: fc.option(fc.string({ maxLength: 3 })) }),
        ),
    ),
  )
  .map((rows) => rows.map((row, index) => ({ ...row, id: `row-${index}` })));

/** What a pod sends of its rows: the newest, by way of a file, in which every pod has categories of its own. */
const sent = (rows: readonly PodRow[], maxRows: number): Window => decodeWindow(encodeWindow(podWindow(rows.slice(-maxRows))));

const times = (window: Window) => [...(window.columns.at(-1)?.values ?? [])];
const ids = (window: Window) => [...(window.columns.at(-2)?.values ?? [])];

test('the windows of k pods make the window that one pod would have had', () => {
  fc.assert(
    fc.property(answeredRows, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 70 }), (rows, pods, maxRows) => {
      const windows = Array.from({ length: pods }, (_, pod) =>
        sent(
          rows.filter((row) => row.pod % pods === pod),
          maxRows,
        ),
      );
      expect(mergedWindow(windows, maxRows)).toEqual(sent(rows, maxRows));
    }),
    { numRuns: 300 },
  );
});

const podsOfRows = fc.array(
  fc.array(fc.record({ time: fc.nat(9), id: fc.string() }), { maxLength: 12 }).map((rows) => rows.toSorted((a, b) => a.time - b.time)),
  { minLength: 1, maxLength: 5 },
);

test('rows of the same time keep the order of their windows, and merging some first and the rest later is the same', () => {
  fc.assert(
    fc.property(podsOfRows, fc.nat(4), fc.integer({ min: 1, max: 40 }), (pods, first, maxRows) => {
      const windows = pods.map((rows) => podWindow(rows));
      const merged = mergedWindow(windows, maxRows);
      const inOrder = pods
        .flat()
        .toSorted((a, b) => a.time - b.time)
        .slice(-maxRows);
      expect(ids(merged)).toEqual(inOrder.map(({ id }) => id));
      const early = windows.slice(0, first + 1);
      expect(mergedWindow([mergedWindow(early, maxRows), ...windows.slice(first + 1)], maxRows)).toEqual(merged);
    }),
    { numRuns: 300 },
  );
});

test('where the clock of a pod was set back its rows are put in order', () => {
  const window = podWindow([30, 10, 20, 10].map((time, index) => ({ time, id: `${index}` })));
  expect(ids(mergedWindow([window], 3))).toEqual(['3', '2', '0']);
  const other = podWindow([{ time: 15, id: 'x' }]);
  expect(ids(mergedWindow([window, other], 9))).toEqual(['1', '3', 'x', '2', '0']);
});

test('columns may come in another order, and one window that fits is not copied', () => {
  const [one, other] = [podWindow([{ time: 1, id: 'a', alcohol: 7 }]), podWindow([{ time: 2, id: 'b', alcohol: 8, grape: 'syrah' }])];
  const merged = mergedWindow([one, { ...other, columns: other.columns.toReversed() }], 10);
  expect(merged).toEqual(
    podWindow([
      { time: 1, id: 'a', alcohol: 7 },
      { time: 2, id: 'b', alcohol: 8, grape: 'syrah' },
    ]),
  );
  expect(mergedWindow([one], 1).columns).toBe(one.columns);
  expect(times(mergedWindow([one, other], 1))).toEqual([2]);
});

test('refused rows of all pods are merged by time, at most a tenth of the window', () => {
  const refusedAt = (...moments: number[]) => ({
    rows: moments.length,
    columns: [
      { role: 'feature', name: 'grape', type: 'categorical', values: moments.map((time) => `new ${time}`) } as const,
      { role: 'time', name: 'time', type: 'numeric', values: Float64Array.from(moments) } as const,
    ],
  });
  const windows = [podWindow([], { refused: refusedAt(1, 4) }), podWindow([]), podWindow([], { refused: refusedAt(2, 3) })];
  expect(mergedWindow(windows, 30).refused).toEqual(refusedAt(2, 3, 4));
  expect(mergedWindow([podWindow([]), podWindow([])], 30)).not.toHaveProperty('refused');
});
