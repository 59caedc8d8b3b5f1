import { didYouMean, nearest } from './nearest.ts';

test.each([
  { word: 'trafic', candidates: ['train', 'traffic'], expected: 'traffic', name: 'a missing letter' },
  { word: 'dirft', candidates: ['drift', 'run'], expected: 'drift', name: 'two letters swapped' },
  { word: 'Configmap', candidates: ['Secret', 'ConfigMap'], expected: 'ConfigMap', name: 'another case' },
  { word: 'serve', candidates: ['drift', 'run'], expected: undefined, name: 'nothing similar' },
  { word: 'x', candidates: [], expected: undefined, name: 'nothing to choose from' },
])('$name: $word means $expected', ({ word, candidates, expected }) => {
  expect(nearest(word, candidates)).toBe(expected);
});

test('a hint names the nearest candidate, or is empty', () => {
  expect(didYouMean('trafic', ['traffic'])).toBe('; did you mean traffic?');
  expect(didYouMean('serve', ['traffic'])).toBe('');
});
