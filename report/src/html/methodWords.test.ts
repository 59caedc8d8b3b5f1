import { numericMethods, scoreOfMethod } from '@modelmonitor/api';
import { isPValue, methodWords } from './methodWords.ts';

test.each(numericMethods)('%s has words, and its sense fits its score', (method) => {
  expect(methodWords[method].name).not.toBe('');
  expect(['≥', '>'].includes(methodWords[method].sense)).toBe(scoreOfMethod[method] === 'distance');
});

test('no method has no p-value', () => {
  expect([isPValue('ks'), isPValue('psi'), isPValue(null)]).toEqual([true, false, false]);
});
