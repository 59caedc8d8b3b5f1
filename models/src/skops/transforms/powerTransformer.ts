import type { Fields } from '../schema/fields.ts';
import type { CompileTransform } from '../step.ts';
import { cellwise } from './cellwise.ts';

/** Box-Cox or Yeo-Johnson, then mean 0 and variance 1. */
export const powerTransformer: CompileTransform = (input) => {
  const { fields, columns } = input;
  const lambdas = fields.numbers('lambdas_', columns.length);
  const isBoxCox = fields.choice('method', ['yeo-johnson', 'box-cox'], 'yeo-johnson') === 'box-cox';
  const scaler = scalerOf(fields);
  return cellwise(input, (column) => {
    const lambda = lambdas[column] as number;
    const [mean, scale] = [scaler?.mean[column] ?? 0, scaler?.scale[column] ?? 1];
    const power = isBoxCox ? boxCox(lambda) : yeoJohnson(lambda);
    return scaler === undefined ? power : (cell) => (power(cell) - mean) / scale;
  });
};

function scalerOf(fields: Fields): { mean: Float64Array; scale: Float64Array } | undefined {
  if (!fields.flag('standardize', true)) return undefined;
  const scaler = fields.inside(fields.value('_scaler'), '_scaler');
  return { mean: scaler.numbers('mean_'), scale: scaler.numbers('scale_') };
}

function boxCox(lambda: number): (cell: number) => number {
  return Math.abs(lambda) < 1e-19 ? Math.log : (cell) => Math.expm1(lambda * Math.log(cell)) / lambda;
}

function yeoJohnson(lambda: number): (cell: number) => number {
  const positive = Math.abs(lambda) < Number.EPSILON ? Math.log1p : (cell: number) => Math.expm1(lambda * Math.log1p(cell)) / lambda;
  const negative =
    Math.abs(lambda - 2) > Number.EPSILON
      ? (cell: number) => -Math.expm1((2 - lambda) * Math.log1p(-cell)) / (2 - lambda)
      : (cell: number) => -Math.log1p(-cell);
  return (cell) => (Number.isNaN(cell) ? cell : cell >= 0 ? positive(cell) : negative(cell));
}

/** The inverse for a transformed target: one column. */
export function inversePower(fields: Fields): (value: number) => number {
  const [lambda = Number.NaN] = fields.numbers('lambdas_', 1);
  const scaler = scalerOf(fields);
  const isBoxCox = fields.choice('method', ['yeo-johnson', 'box-cox'], 'yeo-johnson') === 'box-cox';
  const inverse = isBoxCox ? inverseBoxCox(lambda) : inverseYeoJohnson(lambda);
  const [mean, scale] = [scaler?.mean[0] ?? 0, scaler?.scale[0] ?? 1];
  return scaler === undefined ? inverse : (value) => inverse(value * scale + mean);
}

function inverseBoxCox(lambda: number): (value: number) => number {
  return lambda === 0 ? Math.exp : (value) => Math.exp(Math.log1p(lambda * value) / lambda);
}

function inverseYeoJohnson(lambda: number): (value: number) => number {
  const positive =
    Math.abs(lambda) < Number.EPSILON
      ? (value: number) => Math.exp(value) - 1
      : (value: number) => (value * lambda + 1) ** (1 / lambda) - 1;
  const negative =
    Math.abs(lambda - 2) > Number.EPSILON
      ? (value: number) => 1 - (-(2 - lambda) * value + 1) ** (1 / (2 - lambda))
      : (value: number) => 1 - Math.exp(-value);
  return (value) => (value >= 0 ? positive(value) : negative(value));
}
