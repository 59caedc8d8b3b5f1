import { quantileSorted } from './quantileSorted.ts';

// Expected values: numpy 2.4 numpy.quantile([3, 1, 4, 1, 5, 9, 2, 6], probability)
test.each([
  { probability: 0, expected: 1 },
  { probability: 0.05, expected: 1 },
  { probability: 0.25, expected: 1.75 },
  { probability: 0.5, expected: 3.5 },
  { probability: 0.9, expected: 6.8999999999999995 },
  { probability: 1, expected: 9 },
])('the quantile at $probability', ({ probability, expected }) => {
  expect(quantileSorted(Object.freeze([1, 1, 2, 3, 4, 5, 6, 9]), probability)).toBe(expected);
});

test('one value is every quantile of itself', () => {
  expect(quantileSorted([0.1], 0.37)).toBe(0.1);
});

test.each([
  { name: 'no values', sorted: [], probability: 0.5, message: 'quantile needs at least one value, got none' },
  { name: 'a percentage', sorted: [1], probability: 50, message: 'quantile needs a probability from 0 to 1, got 50' },
  { name: 'NaN', sorted: [1], probability: Number.NaN, message: 'quantile needs a probability from 0 to 1, got NaN' },
])('refuses $name', ({ sorted, probability, message }) => {
  expect(() => quantileSorted(sorted, probability)).toThrow(new RangeError(message));
});
