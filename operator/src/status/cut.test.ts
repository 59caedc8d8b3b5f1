import { cut } from './cut.ts';

test.each([
  { text: 'drifted', most: 7, is: 'drifted' },
  { text: 'drifted', most: 4, is: 'dri…' },
  { text: '', most: 4, is: '' },
])('$text of at most $most characters is $is', ({ text, most, is }) => {
  expect(cut(text, most)).toBe(is);
});
