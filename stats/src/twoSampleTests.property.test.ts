import fc from 'fast-check';
import { andersonDarling } from './andersonDarling.ts';
import { cramerVonMises } from './cramerVonMises.ts';
import { energyDistance } from './energyDistance.ts';
import { eppsSingleton } from './eppsSingleton.ts';
import { ksTwoSample } from './ksTwoSample.ts';
import { mannWhitney } from './mannWhitney.ts';
import { studentTTest } from './studentTTest.ts';

// Of numbers under 1e-154 the variance is 0, and no mean can be judged by it.
const real = fc.double({ min: -100, max: 100, noNaN: true }).map((value) => (Math.abs(value) < 1e-100 ? 0 : value));
const values = fc.array(fc.oneof(fc.integer({ min: -5, max: 5 }), real), {
  minLength: 5,
  maxLength: 40,
});
const sorted = (list: readonly number[], map = (value: number) => value) => Float64Array.from(list, map).sort();

const rankTests = {
  ks: (x: Float64Array, y: Float64Array) => ksTwoSample(x, y).pValue,
  mannWhitney: (x: Float64Array, y: Float64Array) => mannWhitney(x, y).pValue,
  andersonDarling: (x: Float64Array, y: Float64Array) => andersonDarling(x, y).pValue,
  cramerVonMises: (x: Float64Array, y: Float64Array) => cramerVonMises(x, y).pValue,
};
const momentTests = {
  studentTTest: (x: Float64Array, y: Float64Array) => studentTTest(x, y).pValue,
  eppsSingleton: (x: Float64Array, y: Float64Array) => eppsSingleton(x, y).pValue,
};
const distances = { energyDistance };
const all = { ...rankTests, ...momentTests, ...distances };

/** The answer, or why there is none: both must stay the same. */
function answer(compare: (x: Float64Array, y: Float64Array) => number, x: Float64Array, y: Float64Array): number | string {
  try {
    return compare(x, y);
  } catch (error) {
    return (error as Error).message.replace(/[-\d.e+]+/g, '#');
  }
}

function expectSame(found: number | string, expected: number | string, digits = 9): void {
  if (typeof found === 'string' || typeof expected === 'string') expect(found).toBe(expected);
  else expect(found).toBeCloseTo(expected, digits);
}

test.each(Object.entries(all))('%s is symmetric', (_name, compare) => {
  fc.assert(
    fc.property(values, values, (x, y) => {
      expectSame(answer(compare, sorted(x), sorted(y)), answer(compare, sorted(y), sorted(x)), 6);
    }),
    { numRuns: 40 },
  );
});

test.each(Object.entries(rankTests))('%s looks at the order only: a monotone map changes nothing', (_name, compare) => {
  const map = (value: number) => Math.fround(value) ** 3 * 8;
  fc.assert(
    fc.property(values, values, (x, y) => {
      const [a, b] = [sorted(x, Math.fround), sorted(y, Math.fround)];
      fc.pre([...a, ...b].every((value) => value === 0 || Math.abs(value) > 1e-3));
      expectSame(answer(compare, sorted(x, map), sorted(y, map)), answer(compare, a, b));
    }),
    { numRuns: 40 },
  );
});

test.each(Object.entries(momentTests))('%s does not depend on unit and origin', (_name, compare) => {
  // Powers of two and whole numbers: no rounding, so that the values keep their ties.
  const wholes = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 5, maxLength: 60 });
  fc.assert(
    fc.property(wholes, wholes, (x, y) => {
      const map = (value: number) => value * 4 + 512;
      expectSame(answer(compare, sorted(x, map), sorted(y, map)), answer(compare, sorted(x), sorted(y)), 6);
    }),
    { numRuns: 40 },
  );
});

test.each(Object.entries({ ...rankTests, ...momentTests }))('%s finds no difference between a sample and itself', (_name, compare) => {
  fc.assert(
    fc.property(values, (x) => {
      const found = answer(compare, sorted(x), sorted(x));
      if (typeof found === 'number') expect(found).toBeGreaterThanOrEqual(0.25);
    }),
    { numRuns: 40 },
  );
});

test('the energy distance of a sample to itself is 0', () => {
  fc.assert(fc.property(values, (x) => expect(energyDistance(sorted(x), sorted(x))).toBe(0)));
});
