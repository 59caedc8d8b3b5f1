import { leafDecimals } from './leafDecimals.ts';

// Standard deviations of 1, 1000, 0.01, 1e9 and 1e-30: decimals for a hundred-thousandth of each.
test.each([
  { name: 'targets around one', target: [1, 3], decimals: 5 },
  { name: 'targets of thousands', target: [1000, 3000], decimals: 2 },
  { name: 'small targets', target: [0.01, 0.03], decimals: 7 },
  { name: 'huge targets', target: [1e9, 3e9], decimals: 0 },
  { name: 'tiny targets', target: [1e-30, 3e-30], decimals: 35 },
  { name: 'equal targets', target: [2, 2], decimals: 100 },
])('$name keep $decimals decimals', ({ target, decimals }) => {
  expect(leafDecimals(target)).toBe(decimals);
});
