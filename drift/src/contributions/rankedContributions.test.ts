import { type Contribution, rankedContributions } from './rankedContributions.ts';

const feature = (name: string, current: number | null, drift: number | null, reference: number | null = null): Contribution => ({
  name,
  importance: { reference, current },
  drift,
});

test.each<{ name: string; features: readonly Contribution[]; expected: readonly (readonly [string, number | null, number | null])[] }>([
  {
    name: 'an important feature that drifted a little comes before an unimportant one that drifted much',
    features: [feature('small', 1, 5), feature('large', 9, 2)],
    expected: [
      ['large', 0.9, 1.8],
      ['small', 0.1, 0.5],
    ],
  },
  {
    name: 'of equal priorities the more important feature comes first',
    features: [feature('small', 1, 0), feature('large', 3, 0)],
    expected: [
      ['large', 0.75, 0],
      ['small', 0.25, 0],
    ],
  },
  {
    name: 'a feature whose drift is unknown comes last, with its share',
    features: [feature('unknown', 3, null), feature('known', 1, 0)],
    expected: [
      ['known', 0.25, 0],
      ['unknown', 0.75, null],
    ],
  },
  {
    name: 'without current importance the reference counts',
    features: [feature('a', null, 1, 1), feature('b', null, 1, 3)],
    expected: [
      ['b', 0.75, 0.75],
      ['a', 0.25, 0.25],
    ],
  },
  {
    name: 'an importance below zero is none',
    features: [feature('worse', -1, 4), feature('only', 2, 1)],
    expected: [
      ['only', 1, 1],
      ['worse', 0, 0],
    ],
  },
  {
    name: 'a model that no feature moves gives no share',
    features: [feature('a', 0, 2)],
    expected: [['a', null, null]],
  },
  { name: 'no features give no ranking', features: [], expected: [] },
])('$name', ({ features, expected }) => {
  expect(rankedContributions(features).map(({ name, share, priority }) => [name, share, priority])).toEqual(
    expected.map(([name, share, priority]) => [
      name,
      share === null ? null : expect.closeTo(share, 12),
      priority === null ? null : expect.closeTo(priority, 12),
    ]),
  );
});
