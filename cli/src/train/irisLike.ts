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

/** 60 flowers; `site` is text, `year` a whole number with few values, `petal_width` what a regression predicts. */
export function irisCsv(change: (fields: string[], row: number) => string[] = (fields) => fields): string {
  const { rows, target } = irisLike(20, 1);
  const lines = target.map((label, row) => {
    const [sepalLength, sepalWidth, petalLength, petalWidth] = Array.from(rows.subarray(4 * row, 4 * row + 4), (value) => value.toFixed(2));
    const fields = [sepalLength, sepalWidth, petalLength, petalWidth, row % 2 ? 'hill, north' : 'NA meadow', `${2020 + (row % 3)}`];
    return change([...fields.map(String), ['setosa', 'versicolor', 'virginica'][label] ?? ''], row).join(',');
  });
  const quoted = lines.map((line) => line.replace('hill, north', '"hill, north"'));
  return `sepal_length,sepal_width,petal_length,petal_width,site,year,species\n${quoted.join('\n')}\n`;
}
