import { columnMethods, methodFacts } from '@modelmonitor/api';
import { isPValue, methodWords } from './methodWords.ts';

test.each(columnMethods.map((method) => [method]))('%s has words of its own', (method) => {
  expect(methodWords(method).title).not.toBe(method);
  expect(isPValue(method)).toBe(methodFacts[method].score === 'p_value');
});

test('texts are judged by a p-value', () => {
  expect(isPValue('text')).toBe(true);
  expect(methodWords('text').drift).toBe('<');
});

test('a method of a later version keeps its name', () => {
  expect(methodWords('sliced' as 'text').title).toBe('sliced');
  expect(isPValue('sliced' as 'text')).toBe(false);
});

test('no method is no p-value', () => {
  expect(isPValue(null)).toBe(false);
});
