import { robustScale } from './robustScale.ts';

// Expected values: scipy 1.17.1, scipy.stats.median_abs_deviation(values, scale='normal')
test.each([
  { values: [1, 2, 3, 4, 100], centre: 3, scale: 1.482602218505602 },
  { values: [1, 2, 4, 8], centre: 3, scale: 2.223903327758403 },
  { values: [1, 2, 2, 5, 7, 9], centre: 3.5, scale: 2.965204437011204 },
])('$values has centre $centre and scale $scale', ({ values, centre, scale }) => {
  const found = robustScale(values);
  expect(found.centre).toBe(centre);
  expect(found.scale).toBeCloseTo(scale, 12);
});

test('where most values are equal the mean deviation takes the place of the median one', () => {
  // √(π / 2) · 8 / 4
  expect(robustScale([0, 0, 0, 8])).toEqual({ centre: 0, scale: expect.closeTo(2.5066282746, 9) });
});

test.each([[[3]], [[5, 5, 5]], [[-0, 0]]])('the constant %p has no scale', (values) => {
  expect(robustScale(values).scale).toBe(0);
});

test('refuses an empty sample', () => {
  expect(() => robustScale([])).toThrow(RangeError);
});
