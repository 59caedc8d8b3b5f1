import type { ForestTraining } from './forestTraining.ts';
import { treeSeed } from './treeSeed.ts';

/** Three classes around the means of the iris species (petal and sepal lengths and widths in cm), the last two overlapping as in the original. */
export function irisLike(rowsPerClass: number, seed: number): ForestTraining {
  const means = [
    [5.0, 3.4, 1.5, 0.2],
    [5.9, 2.8, 4.3, 1.3],
    [6.6, 3.0, 5.6, 2.0],
  ];
  let drawn = 0;
  // The sum of three uniform numbers is close enough to a normal one.
  const uniform = () => (treeSeed(seed, drawn++) >>> 0) / 2 ** 32;
  const noise = () => uniform() + uniform() + uniform() - 1.5;
  const target = Array.from({ length: 3 * rowsPerClass }, (_, row) => row % 3);
  const rows = Float64Array.from(target.flatMap((label) => (means[label] ?? []).map((mean) => mean + 0.7 * noise())));
  return { rows, featureCount: 4, target, task: 'classification', seed };
}
