import { termValue } from './termValue.ts';

test('term and value are escaped', () => {
  expect(termValue('a < b', '&').text).toBe('<div><dt>a &lt; b</dt><dd>&amp;</dd></div>');
});
