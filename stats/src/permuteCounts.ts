import { hypergeometricFrom } from './hypergeometricFrom.ts';

const ROWS_PER_CATEGORY = 50;

/**
 * A source of random samples without replacement from counted categories: how a permutation test deals the pooled rows out again.
 *
 * Few categories with many rows are drawn category by category, many with few rows row by row; the distribution is the same.
 *
 * @param pooled rows per category, whole numbers
 * @param drawn rows to draw, at most all
 * @param random gives uniform numbers in [0, 1), such as `randomFromSeed`
 * @returns a function that fills an array with the rows drawn per category, and returns it; the array is the same each time
 * @example
 * permuteCounts([0, 3], 2, () => 0)() // => [0, 2]
 */
export function permuteCounts(pooled: ArrayLike<number>, drawn: number, random: () => number): () => Float64Array {
  let rows = 0;
  for (let category = 0; category < pooled.length; category++) rows += pooled[category] as number;
  return rows > ROWS_PER_CATEGORY * pooled.length ? byCategory(pooled, { rows, drawn, random }) : byRow(pooled, { rows, drawn, random });
}

interface Draw {
  readonly rows: number;
  readonly drawn: number;
  readonly random: () => number;
}

function byCategory(pooled: ArrayLike<number>, { rows, drawn, random }: Draw): () => Float64Array {
  const counts = new Float64Array(pooled.length);
  return () => {
    let [balls, left] = [rows, drawn];
    for (let category = 0; category < counts.length; category++) {
      const marked = pooled[category] as number;
      const count = hypergeometricFrom(random, { balls, marked, drawn: left });
      counts[category] = count;
      balls -= marked;
      left -= count;
    }
    return counts;
  };
}

function byRow(pooled: ArrayLike<number>, { rows, drawn, random }: Draw): () => Float64Array {
  const categories = new Uint32Array(rows);
  for (let category = 0, row = 0; category < pooled.length; category++) {
    categories.fill(category, row, row + (pooled[category] as number));
    row += pooled[category] as number;
  }
  const counts = new Float64Array(pooled.length);
  return () => {
    counts.fill(0);
    for (let row = 0; row < drawn; row++) {
      const other = row + Math.floor(random() * (rows - row));
      const category = categories[other] as number;
      categories[other] = categories[row] as number;
      categories[row] = category;
      counts[category] = (counts[category] as number) + 1;
    }
    return counts;
  };
}
