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

// scipy 1.17.1: fisher_exact of the rare categories, or the most frequent one, against all others; chi2_contingency of the groups.
test.each([
  { name: 'rare categories against one frequent one', reference: [5, 5, 500], current: [1, 2, 100], pValue: 0.46634520983203587 },
  { name: 'four rows of a category that 10,000 rows never had', reference: [10_000, 0], current: [0, 4], pValue: 2.3976015591604073e-15 },
  {
    name: '10 of 50 rows in a category that 10,000 rows never had',
    reference: [10_000, 0],
    current: [40, 10],
    pValue: 3.562168032746137e-24,
  },
  { name: 'one row of a new category among 1,000', reference: [500, 500, 0], current: [500, 499, 1], pValue: 1 },
  {
    name: 'one row of a new category among 50',
    reference: [5000, 5000, 0],
    current: [25, 24, 1],
    pValue: 2 * 0.004975124378109453,
  },
  { name: 'too few rows for anything', reference: [3, 2], current: [2, 2], pValue: 1 },
])('$name', ({ reference, current, pValue }) => {
  const found = homogeneityTest(reference, current);
  expect(found.pValue / pValue).toBeCloseTo(1, 9);
  expect(homogeneityTest(current, reference).pValue).toBeCloseTo(found.pValue, 12);
});

test('categories that a window only shares with each other are found however rare each is', () => {
  const rare = (count: number, rows: number) => new Array<number>(count).fill(rows);
  const found = homogeneityTest([...rare(200, 50), ...rare(50, 0)], [...rare(200, 0), ...rare(50, 1)]);
  expect(found.pValue).toBeLessThan(1e-60);
});

test.each([
  { reference: [1, 2], current: [1], message: 'homogeneity test needs counts of the same categories, got 2 and 1' },
  { reference: [0, 0], current: [1, 1], message: 'homogeneity test needs rows on both sides, got 0 and 2' },
])('refuses $reference against $current', ({ reference, current, message }) => {
  expect(() => homogeneityTest(reference, current)).toThrow(new RangeError(message));
});
