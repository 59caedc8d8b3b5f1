import { type DriftMethod, numericMethods, numericOnlyMethods } from '@modelmonitor/api';
import { randomFromSeed, shuffle } from '@modelmonitor/stats';
import fc from 'fast-check';
import { categorical, check, numeric, settings, table } from './testCheck.ts';

const { NaN: missing, POSITIVE_INFINITY: infinity } = Number;
const few = { numRuns: 20 };

const numbers = fc.array(fc.oneof(fc.integer({ min: -4, max: 4 }), fc.integer({ min: -1e6, max: 1e6 })), { minLength: 6, maxLength: 40 });
const dirty = fc.array(fc.oneof(fc.integer({ min: -9, max: 9 }), fc.double(), fc.constantFrom(missing, infinity, -0)), { maxLength: 40 });
const words = fc.array(fc.option(fc.constantFrom('a', 'b', '7', '')), { maxLength: 40 });
type Values = readonly (number | string | null)[];

const isNumeric = (values: Values): values is readonly number[] => values.some((value) => typeof value === 'number');
const columnOf = (values: Values) => (isNumeric(values) ? numeric('x', values) : categorical('x', values as (string | null)[]));

function found(method: DriftMethod, reference: Values, current: Values, correction: 'none' | 'bonferroni' = 'none') {
  const methods = { features: { x: { method } } };
  const sides = { reference: table(columnOf(reference)), current: table(columnOf(current)) };
  const { score, statistic, verdict, drifted, missing_shift } = check({ ...sides, settings: { ...settings, methods, correction } })
    .features['x'] as ReturnType<typeof check>['features'][string];
  return { score, statistic, verdict, drifted, missingDrifted: missing_shift?.drifted ?? false };
}

const takes = (method: DriftMethod): fc.Arbitrary<Values> =>
  numericOnlyMethods.some((only) => only === method) ? dirty : fc.oneof(dirty, words);

test.each(numericMethods)('%s: whatever a table holds, it has not drifted from itself', (method) => {
  fc.assert(
    fc.property(takes(method), fc.constantFrom('none' as const, 'bonferroni' as const), (values, correction) => {
      const { drifted, missingDrifted } = found(method, values, values, correction);
      expect(drifted).not.toBe(true);
      expect(missingDrifted).toBe(false);
    }),
    few,
  );
});

test.each(numericMethods)('%s: the order of the rows changes nothing', (method) => {
  fc.assert(
    fc.property(takes(method), takes(method), fc.integer(), (reference, current, seed) => {
      const mixed = (values: Values) => shuffle(values, randomFromSeed(seed));
      expect(found(method, mixed(reference), mixed(current))).toEqual(found(method, reference, current));
    }),
    few,
  );
});

test.each(['ks', 'jensenshannon', 'fisher_exact', 't_test', 'mannw', 'anderson', 'cramer_von_mises', 'es', 'ed', 'z'] as const)(
  '%s: reference and current may change places',
  (method) => {
    // Whether jensenshannon has bins depends on the reference's distinct values alone; few values have a bin each.
    const side = method === 'jensenshannon' || method === 'z' || method === 'fisher_exact' ? words : numbers;
    fc.assert(
      fc.property(side, side, (reference, current) => {
        const [there, back] = [found(method, reference, current), found(method, current, reference)];
        if (there.score === null || back.score === null) expect(there.score).toBe(back.score);
        else expect(there.score).toBeCloseTo(back.score, 6);
      }),
      few,
    );
  },
);

test.each<{ name: string; map: (value: number) => number }>([
  { name: 'a shift', map: (value) => value + 12_345 },
  { name: 'a scale', map: (value) => value / 1024 },
  { name: 'a cube', map: (value) => value ** 3 },
  { name: 'a logarithm', map: (value) => Math.log2(value + 2e6) },
  { name: 'a mirror', map: (value) => -value },
])('ks: $name of all values changes neither score nor verdict', ({ map }) => {
  fc.assert(
    fc.property(numbers, numbers, (reference, current) => {
      expect(found('ks', reference.map(map), current.map(map))).toEqual(found('ks', reference, current));
    }),
    { numRuns: 50 },
  );
});
