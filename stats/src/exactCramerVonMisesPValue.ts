/** Paths through the lattice of both samples: their sums of squares, ascending, and how many paths have each. */
interface PathSums {
  readonly sums: Float64Array;
  readonly paths: Float64Array;
  /** Paths whose sum has reached the observed one already: it only grows. */
  readonly reached: number;
}

const NONE: PathSums = { sums: new Float64Array(), paths: new Float64Array(), reached: 0 };

/**
 * Exact probability that Anderson's U of two samples is at least a number, when both come from one distribution without ties.
 *
 * Counts the orders of the pooled sample by their sum of squares, path by path through the lattice of both sizes; meant for samples of at
 * most 20 rows, whose numbers stay whole.
 *
 * @param criterion U of Anderson: n Σ (rᵢ − i)² + m Σ (sⱼ − j)² over the ranks r and s of both sorted samples
 * @param n rows of one sample, from 1 to 20
 * @param m rows of the other, from 1 to 20
 * @returns the p-value
 * @see Xiao, Gordon & Yakovlev, A C++ Program for the Cramér–von Mises Two-Sample Test (2006), algorithm 1
 * @example
 * exactCramerVonMisesPValue(710, 5, 6) // => 0.103896103896
 */
export function exactCramerVonMisesPValue(criterion: number, n: number, m: number): number {
  const multiple = leastCommonMultiple(n, m);
  const [stepN, stepM] = [multiple / n, multiple / m];
  const product = n * m;
  const observed = Math.floor((multiple * multiple * (n + m) * (6 * criterion - product * (4 * product - 1))) / (6 * product * product));
  let column: PathSums[] = Array.from({ length: n + 1 }, (_, v) =>
    v === 0 ? { sums: Float64Array.of(0), paths: Float64Array.of(1), reached: 0 } : NONE,
  );
  for (let u = 0; u <= m; u++) {
    let below = NONE;
    column = column.map((left, v) => {
      below = merged([below, left], (stepN * v - stepM * u) ** 2, observed);
      return below;
    });
  }
  const { paths, reached } = column[n] ?? NONE;
  return reached / paths.reduce((all, count) => all + count, reached);
}

/** Both sets of paths, each sum raised by the square of the point where they meet. */
function merged([one, other]: readonly [PathSums, PathSums], square: number, observed: number): PathSums {
  const [a, b] = [one.sums.length, other.sums.length];
  const sums = new Float64Array(a + b);
  const paths = new Float64Array(a + b);
  let [i, j, size, reached] = [0, 0, 0, one.reached + other.reached];
  while (i < a || j < b) {
    const fromOne = i < a ? (one.sums[i] as number) : Number.POSITIVE_INFINITY;
    const fromOther = j < b ? (other.sums[j] as number) : Number.POSITIVE_INFINITY;
    const next = Math.min(fromOne, fromOther);
    const count = (fromOne === next ? (one.paths[i++] as number) : 0) + (fromOther === next ? (other.paths[j++] as number) : 0);
    if (next + square >= observed) reached += count;
    else {
      sums[size] = next + square;
      paths[size++] = count;
    }
  }
  return { sums: sums.subarray(0, size), paths: paths.subarray(0, size), reached };
}

function leastCommonMultiple(n: number, m: number): number {
  let [a, b] = [n, m];
  while (b !== 0) [a, b] = [b, a % b];
  return (n / a) * m;
}
