import { unsplitHeader } from './unsplitHeader.ts';

test.each([
  { name: 'colons', header: 'a:b:c', line: '1:2:3', found: ':' },
  { name: 'spaces', header: 'a b c', line: '1 2 3', found: ' ' },
  { name: 'one column', header: 'alcohol', line: '12.5', found: undefined },
  { name: 'a name of several words', header: 'residual sugar content', line: '12.5', found: undefined },
  { name: 'a time below a name', header: 'time', line: '10:15:20', found: undefined },
])('$name', ({ header, line, found }) => {
  expect(unsplitHeader(header, line)).toBe(found);
});
