import { combinedColumn } from '../columns/column.ts';
import { numericInput } from '../columns/numericInput.ts';
import type { CompileTransform } from '../step.ts';
import { cellwise, checkWidth } from './cellwise.ts';

const at = (numbers: Float64Array | undefined, index: number, otherwise: number): number => numbers?.[index] ?? otherwise;

export const standardScaler: CompileTransform = (input) => {
  const { fields, columns } = input;
  const mean = fields.flag('with_mean', true) && fields.has('mean_') ? fields.numbers('mean_', columns.length) : undefined;
  const scale = fields.flag('with_std', true) && fields.has('scale_') ? fields.numbers('scale_', columns.length) : undefined;
  return cellwise(input, (column) => {
    const [center, spread] = [at(mean, column, 0), at(scale, column, 1)];
    return (cell) => (cell - center) / spread;
  });
};

export const minMaxScaler: CompileTransform = (input) => {
  const { fields, columns } = input;
  const [scale, lowest] = [fields.numbers('scale_', columns.length), fields.numbers('min_', columns.length)];
  const [from, to] = fields.list('feature_range') as readonly [number, number];
  const clip = fields.flag('clip', false);
  return cellwise(input, (column) => {
    const [factor, offset] = [at(scale, column, 1), at(lowest, column, 0)];
    if (!clip) return (cell) => cell * factor + offset;
    return (cell) => (Number.isNaN(cell) ? cell : Math.min(to, Math.max(from, cell * factor + offset)));
  });
};

export const maxAbsScaler: CompileTransform = (input) => {
  const { fields, columns } = input;
  const scale = fields.numbers('scale_', columns.length);
  // From 1.9 on, values can be clipped to [-1, 1].
  const clip = fields.flag('clip', false);
  return cellwise(input, (column) => {
    const factor = at(scale, column, 1);
    return clip ? (cell) => (Number.isNaN(cell) ? cell : Math.min(1, Math.max(-1, cell / factor))) : (cell) => cell / factor;
  });
};

export const robustScaler: CompileTransform = (input) => {
  const { fields, columns } = input;
  const center = fields.flag('with_centering', true) ? fields.numbers('center_', columns.length) : undefined;
  const scale = fields.flag('with_scaling', true) ? fields.numbers('scale_', columns.length) : undefined;
  return cellwise(input, (column) => {
    const [middle, spread] = [at(center, column, 0), at(scale, column, 1)];
    return (cell) => (cell - middle) / spread;
  });
};

export const binarizer: CompileTransform = (input) => {
  const threshold = input.fields.number('threshold', 0);
  return cellwise(input, () => (cell) => (cell > threshold ? 1 : 0));
};

/** Scales each row to the norm 1. */
export const normalizer: CompileTransform = ({ fields, columns, scope }) => {
  checkWidth(columns, fields);
  const norm = fields.choice('norm', ['l1', 'l2', 'max'], 'l2');
  const numbers = numericInput(columns, scope);
  const width = columns.length;
  return {
    columns: columns.map((column) => combinedColumn(columns, column.name, false)),
    apply: (rows, count) => {
      const cells = Float64Array.from(numbers(rows, count));
      for (let row = 0; row < count; row++) {
        const one = cells.subarray(row * width, (row + 1) * width);
        const length = rowNorm(one, norm);
        // What scikit-learn takes for zero is not scaled.
        if (length >= 10 * Number.EPSILON) one.set(one.map((cell) => cell / length));
      }
      return cells;
    },
  };
};

function rowNorm(row: Float64Array, norm: 'l1' | 'l2' | 'max'): number {
  if (norm === 'l1') return row.reduce((sum, cell) => sum + Math.abs(cell), 0);
  if (norm === 'max') return row.reduce((largest, cell) => Math.max(largest, Math.abs(cell)), 0);
  return Math.sqrt(row.reduce((sum, cell) => sum + cell * cell, 0));
}
