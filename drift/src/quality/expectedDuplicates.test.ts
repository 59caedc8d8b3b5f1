import { expectedDuplicates } from './expectedDuplicates.ts';

test.each([
  { name: 'all rows drawn', multiplicities: [[3, 2]], rows: 6, sample: 6, expected: 4 },
  { name: 'two of two equal rows', multiplicities: [[2, 1]], rows: 2, sample: 2, expected: 1 },
  // One pair among four rows: two rows drawn are that pair with probability 1/6.
  {
    name: 'a pair among four rows',
    multiplicities: [
      [2, 1],
      [1, 2],
    ],
    rows: 4,
    sample: 2,
    expected: 1 / 6,
  },
  { name: 'one row drawn', multiplicities: [[4, 1]], rows: 4, sample: 1, expected: 0 },
  { name: 'no rows', multiplicities: [], rows: 0, sample: 0, expected: 0 },
] as { name: string; multiplicities: [number, number][]; rows: number; sample: number; expected: number }[])(
  '$name',
  ({ multiplicities, rows, sample, expected }) => {
    expect(expectedDuplicates(new Map(multiplicities), rows, sample)).toBeCloseTo(expected, 12);
  },
);
