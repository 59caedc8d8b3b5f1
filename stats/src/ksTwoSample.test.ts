import { array, assert, integer, property } from 'fast-check';
import { exactKsPValue } from './exactKsPValue.ts';
import { ksTwoSample } from './ksTwoSample.ts';

const numbers = (count: number, value: (index: number) => number): Float64Array =>
  Float64Array.from({ length: count }, (_, index) => value(index));

// Expected values: scipy 1.17 scipy.stats.ks_2samp(reference, current) with its defaults
test.each([
  {
    name: 'equal sizes',
    reference: numbers(100, (i) => i),
    current: numbers(100, (i) => i + 20.5),
    statistic: 0.21,
    pValue: 0.024055802841094577,
  },
  {
    name: 'different sizes',
    reference: numbers(1000, (i) => i / 1000),
    current: numbers(10_000, (i) => (i / 10_000) ** 1.2),
    statistic: 0.067,
    pValue: 0.0005472198520587986,
  },
  {
    name: 'the largest exact sizes, almost equal',
    reference: numbers(10_000, (i) => i / 10_000),
    current: numbers(9_999, (i) => (i / 9_999) ** 1.01),
    statistic: 0.003740854085408541,
    pValue: 0.9999996766336615,
  },
  {
    name: 'the far tail',
    reference: numbers(1000, (i) => i),
    current: numbers(800, (i) => i + 300),
    statistic: 0.3,
    pValue: 8.868244493638257e-36,
  },
  {
    name: 'ties',
    reference: [2, 2, 2, 3, 3, 3, 3, 5, 5, 5, 5, 5, 6, 6, 6, 6],
    current: [3, 3, 3, 4, 4, 4, 4, 6, 6, 6, 6, 6, 7, 7, 7, 7],
    statistic: 0.3125,
    pValue: 0.42629346134549484,
  },
  {
    name: 'more than 10 000 rows',
    reference: numbers(10_001, (i) => i / 10_001),
    current: numbers(500, (i) => (i / 500) ** 1.3),
    statistic: 0.09823257674232577,
    pValue: 0.00018886632912768915,
  },
  {
    name: 'more than 10 000 rows on both sides, where half a row is rounded to even',
    reference: numbers(10_001, (i) => i / 10_001),
    current: numbers(10_001, (i) => (i / 10_001) ** 1.05),
    statistic: 0.01799820017998205,
    pValue: 0.07743226035021844,
  },
])('agrees with scipy for $name', ({ reference, current, statistic, pValue }) => {
  const result = ksTwoSample(reference, current);
  expect(result.statistic).toBeCloseTo(statistic, 14);
  expect(Math.abs(result.pValue / pValue - 1)).toBeLessThan(1e-10);
});

test.each([
  { name: 'the same sample twice', reference: [1, 2, 3], current: [1, 2, 3], expected: { statistic: 0, pValue: 1 } },
  { name: 'a single row each', reference: [0], current: [1], expected: { statistic: 1, pValue: 1 } },
  { name: 'two constants', reference: [1, 1, 1, 1], current: [0, 0, 0, 0], expected: { statistic: 1, pValue: 0.028571428571428574 } },
])('$name', ({ reference, current, expected }) => {
  const { statistic, pValue } = ksTwoSample(Object.freeze(reference), Object.freeze(current));
  expect(statistic).toBe(expected.statistic);
  expect(pValue).toBeCloseTo(expected.pValue, 14);
});

const sample = array(integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 30 }).map((values) => Float64Array.from(values).sort());

test('is symmetric, and both numbers stay from 0 to 1', () => {
  assert(
    property(sample, sample, (a, b) => {
      const [forth, back] = [ksTwoSample(a, b), ksTwoSample(b, a)];
      expect(forth.statistic).toBe(back.statistic);
      expect(forth.pValue).toBeCloseTo(back.pValue, 12);
      for (const value of [forth.statistic, forth.pValue]) expect(value >= 0 && value <= 1).toBe(true);
    }),
  );
});

test('counting every order of two small samples gives the exact p-value', () => {
  // 4 and 3 rows: 35 orders; those whose largest difference reaches 9/12
  const orders = Array.from({ length: 128 }, (_, bits) => Array.from({ length: 7 }, (_row, row) => (bits >> row) & 1)).filter(
    (order) => order.reduce((sum, side) => sum + side, 0) === 3,
  );
  const reaches = orders.filter((order) => {
    let [x, y] = [0, 0];
    return order.some((side) => {
      if (side === 1) y++;
      else x++;
      return Math.abs(3 * x - 4 * y) >= 9;
    });
  });
  expect(exactKsPValue(4, 3, 9)).toBeCloseTo(reaches.length / 35, 14);
});

test('refuses an unsorted sample', () => {
  expect(() => ksTwoSample([1, 2], [2, 1])).toThrow(new RangeError('ks needs finite values in ascending order, got 1 at index 1'));
});
