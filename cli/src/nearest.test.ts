import { didYouMean, nearest } from './nearest.ts';

test.each([
  { word: 'trafic', candidates: ['train', 'traffic'], expected: 'traffic', name: 'a letter too few' },
  { word: 'dirft', candidates: ['drift', 'run'], expected: 'drift', name: 'two letters swapped' },
  { word: 'Configmap', candidates: ['Secret', 'ConfigMap'], expected: 'ConfigMap', name: 'another case' },
  { word: 'serve', candidates: ['drift', 'run'], expected: undefined, name: 'nothing near' },
  { word: 'x', candidates: [], expected: undefined, name: 'nothing to choose from' },
])('$name: $word means $expected', ({ word, candidates, expected }) => {
  expect(nearest(word, candidates)).toBe(expected);
});

test('a sentence names the nearest, or says nothing', () => {
  expect(didYouMean('trafic', ['traffic'])).toBe('; did you mean traffic?');
  expect(didYouMean('serve', ['traffic'])).toBe('');
});
