import { overlaidBars, shares } from './overlaidBars.ts';
import { categoricalColumn, emptyColumn, normalColumn } from './wineReport.ts';

const numeric = normalColumn({ mean: 5, deviation: 2, shift: 1, seed: 3 });
const total = (bars: readonly { share: number }[] = []) => bars.reduce((sum, bar) => sum + bar.share, 0);

test('bars of a numeric column fill the axis, and their shares sum to one on both sides', () => {
  const bars = overlaidBars(numeric);
  expect(bars?.reference[0]?.from).toBe(0);
  expect(bars?.reference.at(-1)?.to).toBe(1);
  expect(total(bars?.reference)).toBeCloseTo(1, 12);
  expect(total(bars?.current)).toBeCloseTo(1, 12);
  expect(bars?.range?.[0]).toBeLessThan(bars?.range?.[1] ?? 0);
});

test('a range as wide as doubles go has finite positions', () => {
  const summary = { ...numeric.reference, histogram: { edges: [-1.7e308, 0, 1.7e308], counts: [1, 3] } };
  const bars = overlaidBars({ ...numeric, reference: summary, current: summary } as typeof numeric);
  expect(bars?.reference.map(({ from, to }) => [from, to])).toEqual([
    [0, 0.5],
    [0.5, 1],
  ]);
});

test('categories stand apart, and those not listed share the last bar', () => {
  const bars = overlaidBars(categoricalColumn({ values: ['a', 'b'], reference: [6, 3], current: [1, 8], other: 1 }));
  expect(bars?.reference.map((bar) => bar.share)).toEqual([0.6, 0.3, 0.1]);
  expect(bars?.highest).toBe(0.8);
  expect(bars?.range).toBeUndefined();
});

test('more than twenty categories are gathered in the last bar', () => {
  const values = Array.from({ length: 30 }, (_, index) => `c${index}`);
  const counts = values.map(() => 1);
  const bars = overlaidBars(categoricalColumn({ values, reference: counts, current: counts }));
  expect(bars?.current).toHaveLength(21);
  expect(bars?.current.at(-1)?.share).toBeCloseTo(10 / 30, 12);
});

test('a side without rows has no height', () => {
  const bars = overlaidBars(categoricalColumn({ values: ['a'], reference: [3], current: [0] }));
  expect(bars?.current[0]?.share).toBe(0);
});

test.each([
  { name: 'no values on either side', column: emptyColumn('nothing') },
  {
    name: 'sides of different kinds',
    column: { ...numeric, current: categoricalColumn({ values: ['a'], reference: [1], current: [1] }).current },
  },
])('$name cannot be drawn', ({ column }) => {
  expect(overlaidBars(column)).toBeUndefined();
});

test('shares of nothing are zero', () => {
  expect(shares([0, 0])).toEqual([0, 0]);
});
