import { numericMethods, numericOnlyMethods } from '@modelmonitor/api';
import fc from 'fast-check';
import { columnPair } from '../../../tables/src/columns/columnPair.ts';
import { prepareColumn } from '../../../tables/src/columns/prepareColumn.ts';
import { compareColumn, isDrift } from './compareColumn.ts';
import { methodNamed } from './driftMethods.ts';

type Values = readonly number[] | readonly string[];

const isText = (values: Values): values is readonly string[] => typeof values[0] === 'string';

function pairOf(reference: Values, current: Values) {
  const [one, other] = [reference, current].map((values) =>
    prepareColumn(
      isText(values)
        ? { name: 'x', type: 'categorical', values: [...values] }
        : { name: 'x', type: 'numeric', values: Float64Array.from(values as readonly number[]) },
    ),
  );
  const pair = one && other && columnPair(one, other);
  if (pair === undefined) throw new Error('both sides are of one kind');
  return pair;
}

/** Score and verdict at the default threshold, or why the values cannot be compared. */
function outcome(name: (typeof numericMethods)[number], reference: Values, current: Values) {
  const method = methodNamed(name);
  try {
    const { pValue, distance } = compareColumn(method, pairOf(reference, current));
    const score = pValue ?? distance ?? Number.NaN;
    return { score, isDrift: isDrift(method, score, method.threshold) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return error.message.replaceAll(/-?\d[\d.e+-]*/g, '#');
  }
}

// Of numbers under 1e-154 the variance is 0, and no mean can be judged by it.
const real = fc.double({ min: -50, max: 50, noNaN: true }).map((value) => (Math.abs(value) < 1e-100 ? 0 : value));
const numbers = fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), real), {
  minLength: 1,
  maxLength: 30,
});
const words = fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 30 });
const columnsOf = (method: string): fc.Arbitrary<Values> =>
  numericOnlyMethods.some((only) => only === method) ? numbers : fc.oneof(numbers, words);
const few = { numRuns: 25 };

test.each(numericMethods)('%s: a column against itself is never drift, in any order of the rows', (method) => {
  fc.assert(
    fc.property(columnsOf(method), (values) => {
      const found = outcome(method, values, [...values].reverse() as Values);
      if (typeof found !== 'string') expect(found.isDrift).toBe(false);
    }),
    few,
  );
});

test.each(numericMethods)('%s: twice the rows with the same shares are no drift', (method) => {
  fc.assert(
    fc.property(columnsOf(method), (values) => {
      const found = outcome(method, values, [...values, ...values] as Values);
      if (typeof found !== 'string') expect(found.isDrift).toBe(false);
    }),
    few,
  );
});

// kl_div and chisquare treat the reference as exact; wasserstein is in its deviations; mmd has its bandwidth; g_test as chisquare.
const symmetric = [
  'ks',
  'jensenshannon',
  'psi',
  'hellinger',
  'fisher_exact',
  't_test',
  'mannw',
  'anderson',
  'cramer_von_mises',
  'es',
  'ed',
  'z',
] as const;

test.each(symmetric)('%s: reference and current may change places', (method) => {
  // Bins of psi and jensenshannon depend on the distinct values of the reference alone; few values have a bin each.
  const sides = method === 'psi' || method === 'jensenshannon' ? fc.tuple(words, words) : fc.tuple(numbers, numbers);
  fc.assert(
    fc.property(sides, ([x, y]) => {
      const [there, back] = [outcome(method, x, y), outcome(method, y, x)];
      if (typeof there === 'string' || typeof back === 'string') expect(there).toBe(back);
      else expect(there.score).toBeCloseTo(back.score, 6);
    }),
    few,
  );
});
