import { effectSentence, isImmaterial } from './effectSentence.ts';
import { normalColumn } from './wineReport.ts';

const numeric = normalColumn({ mean: 5, deviation: 2, shift: 1, seed: 3 });
const effect = { measure: 'ks_statistic', size: 0.02, floor: 0.1, material: false } as const;

test.each([
  {
    name: 'a small p-value and a small effect',
    column: { ...numeric, score: 0.001, effect },
    immaterial: true,
    expected: 'Effect size 0.02 (largest difference of the distribution functions), below the floor of 0.1: significant but immaterial.',
  },
  {
    name: 'a p-value at the threshold of a method that counts it',
    column: { ...numeric, score: 0.05, effect },
    immaterial: true,
    expected: 'Effect size 0.02 (largest difference of the distribution functions), below the floor of 0.1: significant but immaterial.',
  },
  {
    name: 'a p-value at the threshold of a method that does not',
    column: { ...numeric, method: 'chisquare' as const, score: 0.05, effect },
    immaterial: false,
    expected: 'Effect size 0.02 (largest difference of the distribution functions), below the floor of 0.1.',
  },
  {
    name: 'a large effect',
    column: { ...numeric, score: 0.001, effect: { ...effect, measure: 'total_variation' as const, size: 0.4, material: true } },
    immaterial: false,
    expected: 'Effect size 0.4 (share of the rows that would have to change value), at or above the floor of 0.1.',
  },
  {
    name: 'no floor',
    column: { ...numeric, effect: { ...effect, floor: 0, material: true } },
    immaterial: false,
    expected: 'Effect size 0.02 (largest difference of the distribution functions).',
  },
  { name: 'no effect', column: numeric, immaterial: false, expected: undefined },
])('$name', ({ column, immaterial, expected }) => {
  expect(effectSentence(column)).toBe(expected);
  expect(isImmaterial(column)).toBe(immaterial);
});
