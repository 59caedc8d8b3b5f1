import type { DriftMethod } from '@modelmonitor/api';
import { columnPair } from '../../../tables/src/columns/columnPair.ts';
import { prepareColumn } from '../../../tables/src/columns/prepareColumn.ts';
import { compareColumn } from './compareColumn.ts';
import { methodNamed } from './driftMethods.ts';

const numbers = (rows: number, value: (row: number) => number) =>
  prepareColumn({ name: 'x', type: 'numeric', values: Float64Array.from({ length: rows }, (_, row) => value(row)) });
const words = (counts: Readonly<Record<string, number>>) =>
  prepareColumn({ name: 'x', type: 'categorical', values: Object.entries(counts).flatMap(([word, count]) => Array(count).fill(word)) });

function compare(method: DriftMethod, reference: ReturnType<typeof prepareColumn>, current: ReturnType<typeof prepareColumn>) {
  const pair = columnPair(reference, current);
  if (pair === undefined) throw new Error('both sides are of one kind');
  return compareColumn(methodNamed(method), pair);
}

// Evidently 0.7.21, its stattests on the same values
test.each([
  {
    method: 'kl_div',
    name: 'numbers',
    reference: numbers(90, (row) => ((row * 37) % 101) / 10),
    current: numbers(60, (row) => ((row * 29) % 97) / 9 + 1),
    score: 0.31000011618444556,
  },
  {
    method: 'hellinger',
    name: 'numbers',
    reference: numbers(90, (row) => ((row * 37) % 101) / 10),
    current: numbers(60, (row) => ((row * 29) % 97) / 9 + 1),
    score: 0.3143784671402105,
  },
  {
    method: 't_test',
    name: 'numbers',
    reference: numbers(90, (row) => ((row * 37) % 101) / 10),
    current: numbers(60, (row) => ((row * 29) % 97) / 9 + 1),
    score: 0.004198541862800952,
  },
  {
    method: 'anderson',
    name: 'numbers',
    reference: numbers(90, (row) => ((row * 37) % 101) / 10),
    current: numbers(60, (row) => ((row * 29) % 97) / 9 + 1),
    score: 0.00443014748415686,
  },
  {
    method: 'cramer_von_mises',
    name: 'numbers',
    reference: numbers(90, (row) => ((row * 37) % 101) / 10),
    current: numbers(60, (row) => ((row * 29) % 97) / 9 + 1),
    score: 0.01733229445242057,
  },
  {
    method: 'es',
    name: 'numbers',
    reference: numbers(90, (row) => ((row * 37) % 101) / 10),
    current: numbers(60, (row) => ((row * 29) % 97) / 9 + 1),
    score: 0.0018713869757305986,
  },
  {
    method: 'ed',
    name: 'numbers',
    reference: numbers(90, (row) => ((row * 37) % 101) / 10),
    current: numbers(60, (row) => ((row * 29) % 97) / 9 + 1),
    score: 0.6304058396253519,
  },
  {
    method: 'kl_div',
    name: 'categories',
    reference: words({ a: 40, b: 35, c: 25 }),
    current: words({ a: 30, b: 35, c: 30, d: 5 }),
    score: 0.06876409756279178,
  },
  {
    method: 'hellinger',
    name: 'categories',
    reference: words({ a: 40, b: 35, c: 25 }),
    current: words({ a: 30, b: 35, c: 30, d: 5 }),
    score: 0.17241971967742414,
  },
  {
    method: 'g_test',
    name: 'categories',
    reference: words({ a: 40, b: 35, c: 25 }),
    current: words({ a: 30, b: 40, c: 30 }),
    score: 0.11299177672690411,
  },
  {
    method: 'fisher_exact',
    name: 'two categories',
    reference: words({ a: 30, b: 20 }),
    current: words({ a: 20, b: 30 }),
    score: 0.0713424034882103,
  },
] as const)('$method of $name gives the number of Evidently', ({ method, reference, current, score }) => {
  const { pValue, distance } = compare(method, reference, current);
  expect(Math.abs((pValue ?? distance ?? Number.NaN) / score - 1)).toBeLessThan(1e-9);
});

test('hellinger keeps two whole numbers apart, which numpy puts into one bin', () => {
  const [reference, current] = [numbers(100, (row) => Number(row < 30)), numbers(100, (row) => Number(row < 90))];
  expect(compare('hellinger', reference, current).distance).toBeCloseTo(Math.sqrt(1 - Math.sqrt(0.27) - Math.sqrt(0.07)), 12);
});

test('g_test scales the reference to the rows of the current side', () => {
  const small = compare('g_test', words({ a: 300, b: 700 }), words({ a: 10, b: 90 }));
  expect(small.pValue).toBeLessThan(1e-4);
  expect(compare('g_test', words({ a: 300, b: 700 }), words({ a: 30, b: 70 })).pValue).toBe(1);
});

test('mannw finds a shift to lower values as well as one to higher', () => {
  const [low, high] = [numbers(50, (row) => row), numbers(50, (row) => row + 20)];
  expect(compare('mannw', low, high).pValue).toBe(compare('mannw', high, low).pValue);
  expect(compare('mannw', high, low).pValue).toBeLessThan(0.001);
});

test('cramer_von_mises takes many ties with the same shares for the same', () => {
  expect(
    compare(
      'cramer_von_mises',
      numbers(1000, (row) => row % 10),
      numbers(100, (row) => row % 10),
    ).pValue,
  ).toBe(1);
});

test('fisher_exact takes sides of different lengths, and no third category', () => {
  // scipy 1.17.1 fisher_exact([[8, 2], [1, 5]])
  expect(compare('fisher_exact', words({ a: 8, b: 2 }), words({ a: 1, b: 5 })).pValue).toBeCloseTo(0.034965034965034975, 12);
  expect(() => compare('fisher_exact', words({ a: 1, b: 1 }), words({ c: 1 }))).toThrow(
    new RangeError('fisher_exact expected at most two different values on both sides together, got more'),
  );
});

test('TVD and empirical_mmd give the same p-value each time', () => {
  const [reference, current] = [numbers(60, (row) => row % 7), numbers(40, (row) => row % 5)];
  for (const method of ['TVD', 'empirical_mmd'] as const) {
    expect(compare(method, reference, current)).toEqual(compare(method, reference, current));
  }
});
