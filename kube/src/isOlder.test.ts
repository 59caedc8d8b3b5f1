import { isOlder } from './isOlder.ts';

test.each([
  { one: '9', other: '10', older: true },
  { one: '10', other: '9', older: false },
  { one: '10', other: '10', older: false },
  { one: '18446744073709551614', other: '18446744073709551615', older: true },
  { one: 'abc', other: '10', older: false },
  { one: '', other: '10', older: false },
])('version $one is older than $other: $older', ({ one, other, older }) => {
  expect(isOlder(one, other)).toBe(older);
});
