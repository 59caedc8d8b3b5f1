import { niceTicks } from './niceTicks.ts';

test.each([
  { name: 'a range of units', range: [11.03, 15.2], expected: [12, 13, 14, 15] },
  { name: 'a range of shares from zero', range: [0, 0.31], expected: [0, 0.1, 0.2, 0.3] },
  { name: 'a range across zero', range: [-1.2, 1.1], expected: [-1, -0.5, 0, 0.5, 1] },
  { name: 'a range of thousands', range: [278, 1680], expected: [500, 1000, 1500] },
  { name: 'a range without width', range: [3, 3], expected: [3] },
  { name: 'a range too wide for a double', range: [-1e308, 1e308], expected: [-1e308, 1e308] },
  { name: 'a range of the smallest numbers', range: [0, 5e-324], expected: [0, 5e-324] },
])('$name', ({ range, expected }) => {
  expect(niceTicks(range[0] as number, range[1] as number, 4)).toEqual(expected);
});
