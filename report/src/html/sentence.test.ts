import type { Report } from '@modelmonitor/api';
import { sentence } from './sentence.ts';
import { emptyColumn, normalColumn, wineReport } from './wineReport.ts';

const stable = { ...normalColumn({ mean: 5, deviation: 2, shift: 0, seed: 1 }), verdict: 'stable' } as const;
const drifted = { ...stable, verdict: 'drifted' } as const;

function said(changes: Partial<Report>): string {
  return sentence(wineReport({ prediction: null, ...changes }))
    .text.replaceAll(/<[^>]*>/g, '')
    .replaceAll('\u00a0', ' ')
    .trim();
}

test('a stable data set names what drifted all the same', () => {
  expect(said({ prediction: wineReport().prediction })).toBe(
    '3 of 13 features drifted (23 %), most of all proline, then alcohol and hue; the predictions drifted. ' +
      'The drifted share is below the limit of 50 %, so the data set counts as stable.',
  );
});

test('a drifted data set says which limit was reached', () => {
  const features = { a: drifted, b: stable };
  expect(said({ features, n_features: 2, n_drifted_features: 1, share_drifted_features: 0.5, verdict: 'drifted' })).toBe(
    '1 of 2 features drifted (50 %): a. The drifted share reaches the limit of 50 %, so the data set counts as drifted.',
  );
});

test('a stable data set with an action due says both numbers', () => {
  const summary = '40 % is below the 50 % that counts as drift, but above the 30 % from which retraining is due';
  const features = { a: drifted, b: drifted, c: stable, d: stable, e: stable };
  const counts = { n_features: 5, n_drifted_features: 2, share_drifted_features: 0.4 } as const;
  expect(said({ features, ...counts, level: 'retrain', summary })).toBe(
    `2 of 5 features drifted (40 %), most of all a, then b. ${summary}.`,
  );
});

test('nothing drifted of one', () => {
  const features = { a: stable };
  expect(said({ features, n_features: 1, n_drifted_features: 0, share_drifted_features: 0 })).toBe(
    'The one feature with a verdict did not drift. The data set counts as stable.',
  );
});

test('nothing drifted of several', () => {
  const features = { a: stable, b: stable };
  expect(said({ features, n_features: 2, n_drifted_features: 0, share_drifted_features: 0 })).toMatch(/^None of 2 features drifted\./);
});

test('features without a verdict are not counted as stable', () => {
  const features = { a: drifted, b: stable, c: stable, d: emptyColumn('gone') };
  expect(said({ features, n_features: 4, n_drifted_features: 1, share_drifted_features: 1 / 3 })).toMatch(
    /^1 of 3 features with a verdict drifted \(33 %\): a\./,
  );
});

test('of many features the first four are named', () => {
  const features = Object.fromEntries([...'abcdefgh'].map((name) => [name, drifted]));
  expect(said({ features, n_features: 8, n_drifted_features: 8, share_drifted_features: 1, verdict: 'drifted' })).toMatch(
    /^8 of 8 features drifted \(100 %\), most of all a, then b, c, d and 4 more\./,
  );
});

test('the fifth of five is named rather than counted', () => {
  const features = Object.fromEntries([...'abcde'].map((name) => [name, drifted]));
  expect(said({ features, n_features: 5, n_drifted_features: 5 })).toContain(', most of all a, then b, c, d and e.');
});

test.each([
  {
    name: 'a reason',
    reason: 'expected at least 50 current rows, got 12',
    expected: 'There is no verdict: expected at least 50 current rows, got 12.',
  },
  { name: 'a blank reason', reason: ' ', expected: 'There is no verdict: no reason was given.' },
])('an unknown verdict with $name', ({ reason, expected }) => {
  const features = { a: emptyColumn('gone') };
  expect(said({ features, n_features: 1, n_drifted_features: 0, share_drifted_features: null, verdict: 'unknown', reason })).toBe(expected);
});

test('a feature name is escaped', () => {
  const report = wineReport({ features: { '<img src=x>': drifted }, n_features: 1, n_drifted_features: 1 });
  expect(sentence(report).text).toContain('&lt;img src=x&gt;');
});
