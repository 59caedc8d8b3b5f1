import { sampleDeviation, shiftFrom, shiftValues } from './shift.ts';

test.each([
  { text: '+2sd', shift: { amount: 2, unit: 'sd' } },
  { text: '-10%', shift: { amount: -10, unit: 'percent' } },
  { text: '+3.5', shift: { amount: 3.5, unit: 'absolute' } },
  { text: '-.5e-2SD', shift: { amount: -0.005, unit: 'sd' } },
])('reads $text', ({ text, shift }) => {
  expect(shiftFrom(text)).toEqual(shift);
});

test.each(['2sd', '', '+', '+2 sd', '+2x', '+Infinity'])('rejects %p', (text) => {
  expect(() => shiftFrom(text)).toThrow(`expected a shift with its sign, such as +2sd, -10% or +3.5, got ${JSON.stringify(text)}`);
});

// R: sd(c(2, 4, 4, 4, 5, 5, 7, 9)) = 2.13809
test('computes the sample standard deviation without missing values', () => {
  expect(sampleDeviation(Float64Array.of(2, 4, 4, 4, Number.NaN, 5, 5, 7, 9))).toBeCloseTo(2.13809, 5);
  expect(sampleDeviation(Float64Array.of(1))).toBe(0);
});

test.each([
  { text: '+1sd', expected: [3, 4, 5] },
  { text: '+50%', expected: [3, 4.5, 6] },
  { text: '-1.5', expected: [0.5, 1.5, 2.5] },
])('shifts a column by $text', ({ text, expected }) => {
  expect([...shiftValues(Float64Array.of(2, 3, 4), shiftFrom(text))]).toEqual(expected);
});
