import { numberMeant } from './numberMeant.ts';

test.each([
  { value: 3.5, expected: 3.5 },
  { value: '1e-05', expected: 1e-5 },
  { value: 'nan', expected: Number.NaN },
  { value: '?', expected: Number.NaN },
  { value: '#DIV/0!', expected: Number.NaN },
  { value: '12B', expected: undefined },
  { value: true, expected: undefined },
])('$value means $expected', ({ value, expected }) => {
  expect(numberMeant(value)).toBe(expected);
});
