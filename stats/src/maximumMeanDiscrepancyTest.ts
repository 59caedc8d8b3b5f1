import { medianBandwidth } from './medianBandwidth.ts';
import { requireAscending } from './requireAscending.ts';
import { sampledSorted } from './sampledSorted.ts';

/** The unbiased squared discrepancy, which may be negative, and the share of permutations that reach it. */
export interface MaximumMeanDiscrepancyResult {
  readonly statistic: number;
  readonly pValue: number;
}

const PERMUTATIONS = 100;
const MOST_ROWS = 1000;
// Permutations as far apart as the data must not fall short of it by rounding.
const ROUNDING = 1e-12;

/**
 * Permutation test that two samples come from one distribution, by their maximum mean discrepancy with a Gaussian kernel.
 *
 * Its bandwidth is the median heuristic over the reference. Time grows with the square of the rows, so a side of more than 1000 rows is
 * sampled to 1000; memory grows with the rows only. 100 permutations: the p-value is the share at least as far apart, so it may be 0. The
 * result is the same for the same seed.
 *
 * @param reference finite values in ascending order, at least two
 * @param current finite values in ascending order, at least two
 * @param random gives uniform numbers in [0, 1), such as `randomFromSeed`
 * @returns the statistic and the p-value
 * @throws RangeError when a sample has fewer than two values, is not ascending or not finite, or its distances overflow
 * @see Gretton et al., A Kernel Two-Sample Test (2012), eq. 3
 * @example
 * maximumMeanDiscrepancyTest([0, 1, 2], [7, 8, 9], randomFromSeed(1)).statistic // => 0.5027163474846597
 */
export function maximumMeanDiscrepancyTest(
  reference: ArrayLike<number>,
  current: ArrayLike<number>,
  random: () => number,
): MaximumMeanDiscrepancyResult {
  for (const side of [reference, current]) {
    requireAscending('mmd', side);
    if (side.length < 2) throw new RangeError(`mmd needs at least two values on each side, got ${reference.length} and ${current.length}`);
  }
  const [one, other] = [sampledSorted(reference, MOST_ROWS, random), sampledSorted(current, MOST_ROWS, random)];
  const labels = permuteLabels(one.length, one.length + other.length, random);
  const discrepancies = discrepanciesOf(one, other, labels);
  const statistic = discrepancies[0] as number;
  if (!Number.isFinite(statistic)) throw new RangeError('mmd needs values whose squared distances are finite numbers, got larger ones');
  const reached = discrepancies.subarray(1).filter((permuted) => permuted >= statistic - ROUNDING).length;
  return { statistic, pValue: reached / PERMUTATIONS };
}

/** For each row, whether it is dealt to the reference: 1 or 0 in the data itself, then in each permutation. */
function permuteLabels(references: number, rows: number, random: () => number): Float64Array {
  const deals = PERMUTATIONS + 1;
  const labels = new Float64Array(rows * deals);
  const order = Uint32Array.from({ length: rows }, (_, row) => row);
  for (let deal = 0; deal < deals; deal++) {
    for (let place = 0; place < references; place++) {
      const other = deal === 0 ? place : place + Math.floor(random() * (rows - place));
      const row = order[other] as number;
      order[other] = order[place] as number;
      order[place] = row;
      labels[row * deals + deal] = 1;
    }
  }
  return labels;
}

/** The discrepancy of each deal, from one pass over the pairs: sums within the reference, and per row, give the other sums. */
function discrepanciesOf(one: Float64Array, other: Float64Array, labels: Float64Array): Float64Array {
  const values = Float64Array.of(...one, ...other);
  const [n, m, rows, deals] = [one.length, other.length, values.length, PERMUTATIONS + 1];
  const gamma = 1 / (2 * medianBandwidth(one) ** 2);
  const rowSums = new Float64Array(rows);
  const within = new Float64Array(deals);
  const ofRow = new Float64Array(deals);
  for (let i = 0; i < rows; i++) {
    ofRow.fill(0);
    for (let j = 0; j < i; j++) {
      const kernel = Math.exp(-gamma * ((values[i] as number) - (values[j] as number)) ** 2);
      rowSums[i] = (rowSums[i] as number) + kernel;
      rowSums[j] = (rowSums[j] as number) + kernel;
      for (let deal = 0; deal < deals; deal++) ofRow[deal] = (ofRow[deal] as number) + kernel * (labels[j * deals + deal] as number);
    }
    for (let deal = 0; deal < deals; deal++) {
      if (labels[i * deals + deal] === 1) within[deal] = (within[deal] as number) + (ofRow[deal] as number);
    }
  }
  const total = rowSums.reduce((sum, rowSum) => sum + rowSum, 0) / 2;
  return within.map((withinReference, deal) => {
    let ofReference = 0;
    for (let row = 0; row < rows; row++) ofReference += (rowSums[row] as number) * (labels[row * deals + deal] as number);
    const between = ofReference - 2 * withinReference;
    const withinCurrent = total - withinReference - between;
    return (2 * withinReference) / (n * (n - 1)) + (2 * withinCurrent) / (m * (m - 1)) - (2 * between) / (n * m);
  });
}
