import { fillEmptyBins } from './fillEmptyBins.ts';

// The rule of Evidently 0.7.21 get_binned_data, worked out manually
test.each([
  { name: 'nothing empty', shares: [0.4, 0.6], expected: [0.4, 0.6] },
  { name: 'an empty bin', shares: [0.4, 0, 0.6], expected: [0.4, 0.0001, 0.6] },
  { name: 'a smallest share just above the limit', shares: [0.00011, 0, 0.99989], expected: [0.00011, 0.0001, 0.99989] },
  { name: 'a smallest share on the limit', shares: [0.0001, 0, 0.9999], expected: [0.0001, 1e-10, 0.9999] },
  { name: 'a smallest share below the limit', shares: [0.99999, 0.00001, 0], expected: [0.99999, 0.00001, 1e-11] },
])('fills $name', ({ shares, expected }) => {
  const filled = fillEmptyBins(Object.freeze(shares));
  expect(filled.length).toBe(expected.length);
  for (const [bin, share] of filled.entries()) expect(Math.abs(share / (expected[bin] ?? 0) - 1)).toBeLessThan(1e-14);
});

test.each([
  { name: 'nothing but empty bins', shares: [0, 0], message: 'fill needs at least one bin that is not empty, got none' },
  { name: 'NaN', shares: [1, Number.NaN], message: 'fill needs shares of at least 0, got NaN in bin 1' },
  { name: 'a negative share', shares: [-0.1, 1.1], message: 'fill needs shares of at least 0, got -0.1 in bin 0' },
])('refuses $name', ({ shares, message }) => {
  expect(() => fillEmptyBins(shares)).toThrow(new RangeError(message));
});
