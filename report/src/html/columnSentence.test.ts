import { shiftSentence, testSentence } from './columnSentence.ts';
import { categoricalColumn, emptyColumn, normalColumn } from './wineReport.ts';

const plain = (text: string | undefined) => text?.replaceAll('\u00a0', ' ');
const numeric = normalColumn({ mean: 5, deviation: 2, shift: 1, seed: 3 });
const category = categoricalColumn({ values: ['red', 'white'], reference: [60, 40], current: [30, 70] });

test.each([
  {
    name: 'a p-value with its statistic',
    column: { ...numeric, statistic: 0.25, p_value: 0.01, score: 0.01, verdict: 'drifted' as const },
    expected: 'Kolmogorov–Smirnov test: statistic 0.25, p = 0.0100. Drift if p ≤ 0.05: drifted.',
  },
  {
    name: 'a p-value and what the correction makes of it',
    column: { ...numeric, statistic: 0.25, p_value: 0.01, score: 0.01, corrected_p_value: 0.13, verdict: 'stable' as const },
    expected: 'Kolmogorov–Smirnov test: statistic 0.25, p = 0.0100, p = 0.1300 after correction. Drift if p ≤ 0.05: stable.',
  },
  { name: 'a distance', column: category, expected: 'Jensen–Shannon distance: 0.2187. Drift if ≥ 0.1: drifted.' },
  {
    name: 'a distance beside a test',
    column: {
      ...category,
      significance: { test: 'ks' as const, p_value: 0.01, corrected_p_value: 0.13, significant: false },
      verdict: 'stable' as const,
    },
    expected: 'Jensen–Shannon distance: 0.2187. Drift if ≥ 0.1 and the difference is significant (Kolmogorov–Smirnov, p = 0.1300): stable.',
  },
  { name: 'no test', column: emptyColumn('nothing'), expected: undefined },
])('$name', ({ column, expected }) => {
  expect(testSentence(column)).toBe(expected);
});

test.each([
  {
    name: 'a mean that rose',
    before: 10,
    after: 13,
    deviation: 2,
    expected: 'The mean rose from 10 to 13, 1.5 standard deviations of the reference.',
  },
  {
    name: 'a mean that fell',
    before: 10,
    after: 9,
    deviation: 2,
    expected: 'The mean fell from 10 to 9, 0.5 standard deviations of the reference.',
  },
  { name: 'a mean that stayed', before: 10, after: 10, deviation: 2, expected: 'The mean stayed at 10.' },
  { name: 'a constant reference', before: 10, after: 13, deviation: 0, expected: 'The mean rose from 10 to 13.' },
  { name: 'a mean that is not known', before: 10, after: null, deviation: 2, expected: undefined },
])('$name', ({ before, after, deviation, expected }) => {
  const reference = { ...numeric.reference, mean: before, standard_deviation: deviation };
  expect(shiftSentence({ ...numeric, reference, current: { ...numeric.current, mean: after } } as typeof numeric)).toBe(expected);
});

test('of categories the one that changed most is named', () => {
  expect(plain(shiftSentence(category))).toBe('Largest change: “red” from 60 % to 30 %.');
});

test('of categories that did not change none is named', () => {
  expect(shiftSentence({ ...category, current: category.reference })).toBe('All shares stayed the same.');
});

test('of texts the share of new ones is reported', () => {
  const text = { new_share: 0.97, length: 40, letters: 0.8, digits: 0, spaces: 0.1 };
  const current = { ...category.current, text } as typeof category.current;
  expect(plain(shiftSentence({ ...category, type: 'text', current }))).toBe('97 % of the current texts are not in the reference.');
  expect(shiftSentence({ ...category, type: 'text' })).toBeUndefined();
});
