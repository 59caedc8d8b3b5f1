/**
 * Exact two-sided p-value of the two-sample Kolmogorov–Smirnov statistic.
 *
 * Under the null hypothesis every order of the pooled rows is equally likely: a lattice path from (0, 0) to (n, m). The
 * p-value is the share of paths that somewhere leave |x/n − y/m| < d. Shares, not counts, are carried along, so
 * nothing overflows, and the share outside, not inside, so that tiny p-values keep their digits.
 *
 * @param referenceRows n, a positive integer
 * @param currentRows m, a positive integer
 * @param steps d times the least common multiple of n and m, a whole number ≥ 1
 * @returns a probability; rounding may carry it a few units past 1
 * @see Hodges, The Significance Probability of the Smirnov Two-Sample Test (1958)
 * @example
 * exactKsPValue(3, 2, 6) // => 0.2
 */
export function exactKsPValue(referenceRows: number, currentRows: number, steps: number): number {
  if (referenceRows === currentRows) return equalSizes(referenceRows, steps);
  return referenceRows > currentRows
    ? differentSizes(referenceRows, currentRows, steps)
    : differentSizes(currentRows, referenceRows, steps);
}

/** Gnedenko & Korolyuk (1951): reflections give 2 · Σ (−1)ᵏ⁻¹ C(2n, n − kh) / C(2n, n), here nested so that it cannot cancel. */
function equalSizes(rows: number, steps: number): number {
  let outside = 0;
  for (let reflections = Math.floor(rows / steps); reflections >= 0; reflections--) {
    const offset = reflections * steps;
    let ratio = 1;
    for (let j = 0; j < steps; j++) ratio = ((rows - offset - j) * ratio) / (rows + offset + j + 1);
    outside = ratio * (1 - outside);
  }
  return 2 * outside;
}

/** Column by column; `outside[y]` is the share of paths to (x, y) that have left the band, 1 for points outside it. */
function differentSizes(longer: number, shorter: number, steps: number): number {
  const divisor = greatestCommonDivisor(longer, shorter);
  const [longStep, shortStep] = [longer / divisor, shorter / divisor];
  const outside = new Float64Array(shorter + 1).fill(1);
  outside.fill(0, 0, Math.ceil(steps / longStep));
  for (let x = 1; x <= longer; x++) {
    const first = Math.max(0, Math.floor((shortStep * x - steps) / longStep) + 1);
    const end = Math.min(shorter + 1, Math.ceil((shortStep * x + steps) / longStep));
    let below = first === 0 ? 0 : 1;
    if (first > 0) outside[first - 1] = 1;
    for (let y = first; y < end; y++) {
      // The quotient first: it waits for nothing, while `below` waits for the cell before.
      below = (outside[y] as number) * (x / (x + y)) + below * (y / (x + y));
      outside[y] = below;
    }
  }
  return outside[shorter] as number;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
