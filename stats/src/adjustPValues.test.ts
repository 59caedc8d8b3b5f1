import { array, assert, double, property } from 'fast-check';
import { adjustPValues } from './adjustPValues.ts';

const pValues = Object.freeze([0.01, 0.04, 0.03, 0.005, 0.9]);

// Expected values: scipy 1.17 scipy.stats.false_discovery_control(p), statsmodels 0.15 multipletests(p, method='bonferroni')[1]
test.each([
  { correction: 'none', expected: pValues },
  { correction: 'bonferroni', expected: [0.05, 0.2, 0.15, 0.025, 1] },
  { correction: 'benjaminiHochberg', expected: [0.025, 0.05, 0.05, 0.025, 0.9] },
] as const)('adjusts by $correction', ({ correction, expected }) => {
  const adjusted = adjustPValues(pValues, correction);
  expect(Array.from(adjusted)).toEqual(expected.map((value) => expect.closeTo(value, 14)));
});

test('every adjustment lies between the p-value and its bonferroni adjustment', () => {
  assert(
    property(array(double({ min: 0, max: 1, noNaN: true }), { maxLength: 20 }), (values) => {
      const [strict, mild] = [adjustPValues(values, 'bonferroni'), adjustPValues(values, 'benjaminiHochberg')];
      for (const [index, value] of values.entries()) {
        expect(mild[index]).toBeGreaterThanOrEqual(value);
        expect(mild[index]).toBeLessThanOrEqual(strict[index] as number);
      }
    }),
  );
});

test.each([
  { name: 'NaN', values: [0.1, Number.NaN], message: 'adjustment needs p-values from 0 to 1, got NaN at index 1' },
  { name: 'a distance', values: [1.5], message: 'adjustment needs p-values from 0 to 1, got 1.5 at index 0' },
])('refuses $name', ({ values, message }) => {
  expect(() => adjustPValues(values, 'none')).toThrow(new RangeError(message));
});
