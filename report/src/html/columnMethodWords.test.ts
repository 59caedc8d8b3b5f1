import { columnMethods, scoreOfMethod } from '@modelmonitor/api';
import { columnMethodWords, scoreIsPValue } from './columnMethodWords.ts';

test.each(columnMethods.map((method) => [method]))('%s has words of its own', (method) => {
  expect(columnMethodWords(method).name).not.toBe(method);
});

test.each(Object.entries(scoreOfMethod))('the score of %s is a %s', (method, score) => {
  expect(scoreIsPValue(method as keyof typeof scoreOfMethod)).toBe(score === 'p_value');
});

test('texts are judged by a p-value', () => {
  expect(scoreIsPValue('text')).toBe(true);
  expect(columnMethodWords('text').sense).toBe('<');
});

test('a method of a later version keeps its name', () => {
  expect(columnMethodWords('sliced' as 'text').name).toBe('sliced');
});

test('no method is no p-value', () => {
  expect(scoreIsPValue(null)).toBe(false);
});
