import { homogeneityTest } from './homogeneityTest.ts';

// scipy 1.17.1, chi2_contingency([reference, current], correction=False)
test.each([
  { reference: [50, 50], current: [65, 35], statistic: 4.603580562659847, pValue: 0.03190525523659659 },
  { reference: [10, 20, 30], current: [12, 19, 33], statistic: 0.22151459651459637, pValue: 0.8951559784829368 },
  { reference: [100, 200, 300], current: [30, 90, 100], statistic: 4.226549312756204, pValue: 0.1208416030844128 },
  { reference: [100, 200, 300, 0], current: [30, 90, 100, 0], statistic: 4.226549312756204, pValue: 0.1208416030844128 },
])('agrees with scipy on $reference against $current', ({ reference, current, statistic, pValue }) => {
  const found = homogeneityTest(reference, current);
  expect(found.statistic).toBeCloseTo(statistic, 12);
  expect(found.pValue).toBeCloseTo(pValue, 12);
  expect(homogeneityTest(current, reference).pValue).toBeCloseTo(pValue, 12);
});

test('pools what is too rare for the approximation', () => {
  expect(homogeneityTest([5, 5, 500], [1, 2, 100])).toEqual(homogeneityTest([500, 10], [100, 3]));
  expect(homogeneityTest([3, 2], [2, 2])).toEqual({ statistic: 0, pValue: 1, degreesOfFreedom: 0 });
});

test.each([
  { reference: [1, 2], current: [1], message: 'homogeneity test needs counts of the same categories, got 2 and 1' },
  { reference: [0, 0], current: [1, 1], message: 'homogeneity test needs rows on both sides, got 0 and 2' },
])('refuses $reference against $current', ({ reference, current, message }) => {
  expect(() => homogeneityTest(reference, current)).toThrow(new RangeError(message));
});
