import { combinedColumn } from '../columns/column.ts';
import { validInput } from '../predictors/validInput.ts';
import { weightedSums } from '../predictors/weightedSums.ts';
import type { CompileTransform, StepInput, Transform } from '../step.ts';

/** Weighted sums of the columns, less an offset, divided by a scale. */
function projection(
  input: StepInput,
  { weights, offset, scale }: { weights: Float64Array; offset?: Float64Array; scale?: Float64Array },
): Transform {
  const { columns, fields } = input;
  const width = columns.length;
  const outputs = weights.length / Math.max(1, width);
  const prefix = fields.className.toLowerCase();
  const numbers = validInput(input);
  return {
    columns: Array.from({ length: outputs }, (_, index) => combinedColumn(columns, `${prefix}${index}`, true)),
    apply: (rows, count) => {
      const sums = weightedSums({ rows: numbers(rows, count), count, width }, weights, offset ?? new Float64Array(1));
      return scale === undefined ? sums : sums.map((sum, place) => sum / (scale[place % outputs] as number));
    },
  };
}

export const principalComponents: CompileTransform = (input) => {
  const { fields, columns } = input;
  const width = columns.length;
  const { rows, values } = fields.matrix('components_', width);
  const mean = fields.has('mean_') ? fields.numbers('mean_', width) : new Float64Array(width);
  const offset = weightedSums({ rows: mean, count: 1, width }, values, new Float64Array(1)).map((sum) => -sum);
  if (!fields.flag('whiten', false)) return projection(input, { weights: values, offset });
  const scale = fields.numbers('explained_variance_', rows).map((variance) => Math.max(Math.sqrt(variance), Number.EPSILON));
  return projection(input, { weights: values, offset, scale });
};

export const singularVectors: CompileTransform = (input) =>
  projection(input, { weights: input.fields.matrix('components_', input.columns.length).values });

/** LinearDiscriminantAnalysis as a transformer. */
export const discriminantAxes: CompileTransform = (input) => {
  const { fields, columns } = input;
  const width = columns.length;
  const { rows, width: axes, values } = fields.matrix('scalings_');
  const outputs = fields.count('_max_components');
  if (rows !== width || outputs > axes) throw fields.mismatch('scalings_', `${width} rows`);
  const weights = new Float64Array(outputs * width).map((_, place) => values[(place % width) * axes + Math.floor(place / width)] as number);
  if (fields.choice('solver', ['svd', 'eigen', 'lsqr'], 'svd') !== 'svd') return projection(input, { weights });
  const mean = fields.numbers('xbar_', width);
  const offset = weightedSums({ rows: mean, count: 1, width }, weights, new Float64Array(1)).map((sum) => -sum);
  return projection(input, { weights, offset });
};
