import { normalQuantile } from '@modelmonitor/stats';
import { interpolate } from '../predictors/interpolate.ts';
import type { CompileTransform } from '../step.ts';
import { cellwise } from './cellwise.ts';

const edge = 1e-7;

/** The share of the training rows below a value, as such or as a normal score. */
export const quantileTransformer: CompileTransform = (input) => {
  const { fields, columns } = input;
  const { rows, values } = fields.matrix('quantiles_', columns.length);
  const references = fields.numbers('references_', rows);
  const isNormal = fields.choice('output_distribution', ['uniform', 'normal'], 'uniform') === 'normal';
  const backwards = Float64Array.from(references, (reference) => -reference).reverse();
  const [lowest, highest] = [normalScore(edge - 2 ** -52), normalScore(1 - (edge - 2 ** -52))];
  return cellwise(input, (column) => {
    const quantiles = Float64Array.from({ length: rows }, (_, row) => values[row * columns.length + column] as number);
    const negative = Float64Array.from(quantiles, (quantile) => -quantile).reverse();
    const [first, last] = [quantiles[0] as number, quantiles.at(-1) as number];
    return (cell) => {
      if (Number.isNaN(cell)) return cell;
      // Both directions, so that a value that is several quantiles at once is at their middle.
      let share = 0.5 * (interpolate(cell, quantiles, references) - interpolate(-cell, negative, backwards));
      if (isNormal ? cell + edge > last : cell === last) share = 1;
      if (isNormal ? cell - edge < first : cell === first) share = 0;
      return isNormal ? Math.min(highest, Math.max(lowest, normalScore(share))) : share;
    };
  });
};

/** The value that a standard normal variable is below of with a probability. */
function normalScore(share: number): number {
  if (share === 0 || share === 1) return share === 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  return -normalQuantile(share);
}
