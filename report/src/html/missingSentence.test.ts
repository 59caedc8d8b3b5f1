import { missingSentence } from './missingSentence.ts';

const missing = (reference: number, current: number) => ({
  reference: { count: 1, share: reference, infinite: 0 },
  current: { count: 1, share: current, infinite: 0 },
});

test.each([
  {
    name: 'a share that rose',
    column: { missing: missing(0, 0.12), missing_shift: { p_value: 1e-9, score: 1e-9, threshold: 0.05, drifted: true } },
    expected: 'Missing values rose from 0 % to 12 % (two-proportion z-test, p < 0.0001, threshold 0.05): shifted.',
  },
  {
    name: 'a share that fell within chance',
    column: { missing: missing(0.02, 0.01), missing_shift: { p_value: 0.4, score: 0.4, threshold: 0.05, drifted: false } },
    expected: 'Missing values fell from 2 % to 1 % (two-proportion z-test, p = 0.4000, threshold 0.05): no shift.',
  },
  {
    name: 'a share that stayed',
    column: { missing: missing(0.1, 0.1), missing_shift: { p_value: 1, score: 1, threshold: 0.05, drifted: false } },
    expected: 'Missing values stayed the same (two-proportion z-test, p = 1, threshold 0.05): no shift.',
  },
  { name: 'no test', column: { missing: missing(0, 0) }, expected: undefined },
])('$name', ({ column, expected }) => {
  expect(missingSentence(column)?.replaceAll('\u00a0', ' ')).toBe(expected);
});
