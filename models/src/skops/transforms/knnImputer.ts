import { columnFrom, combinedColumn } from '../columns/column.ts';
import { numericInput } from '../columns/numericInput.ts';
import type { CompileTransform } from '../step.ts';
import { checkWidth } from './cellwise.ts';
import { joinColumns } from './joinColumns.ts';
import { missingIndicator } from './simpleImputer.ts';

/** Replaces a missing value by the mean of the nearest training rows that have one. */
export const knnImputer: CompileTransform = (input) => {
  const { fields, columns, scope } = input;
  checkWidth(columns, fields);
  const width = columns.length;
  const marker = fields.value('missing_values');
  if (typeof marker === 'number' && !Number.isNaN(marker)) throw fields.unsupported('missing_values: a number');
  if (fields.value('metric') !== 'nan_euclidean') throw fields.unsupported('metric: another metric than nan_euclidean');
  const { rows: size, values } = fields.matrix('_fit_X', width);
  const isWeighted = fields.choice('weights', ['uniform', 'distance'], 'uniform') === 'distance';
  const most = fields.count('n_neighbors');
  const valid = fields.numbers('_valid_mask', width);
  const keepsEmpty = fields.flag('keep_empty_features', false);
  const kept = columns.map((_, index) => index).filter((index) => valid[index] === 1 || keepsEmpty);
  const numbers = numericInput(columns, scope);
  const training = Array.from({ length: size }, (_, row) => values.subarray(row * width, (row + 1) * width));
  const imputed = {
    columns: kept.map((index) => ({ ...combinedColumn(columns, columns[index]?.name, false) })),
    apply: (rows: Float64Array, count: number): Float64Array => {
      const cells = numbers(rows, count);
      const result = new Float64Array(count * kept.length);
      for (let row = 0; row < count; row++) {
        const own = cells.subarray(row * width, (row + 1) * width);
        const distances = own.some(Number.isNaN) ? training.map((other) => distanceOf(own, other)) : [];
        kept.forEach((column, place) => {
          const cell = valid[column] === 1 ? (own[column] as number) : 0;
          result[row * kept.length + place] = Number.isNaN(cell) ? donorMean(training, { column, distances, most, isWeighted }) : cell;
        });
      }
      return result;
    },
  };
  if (!fields.flag('add_indicator', false)) return imputed;
  const indicator = missingIndicator({ ...input, fields: fields.inside(fields.value('indicator_'), 'indicator_') });
  return joinColumns([imputed, { ...indicator, columns: indicator.columns.map((column) => columnFrom(column, column.name)) }]);
};

/** Euclidean distance over the values that both rows have, scaled up to all of them. */
function distanceOf(left: Float64Array, right: Float64Array): number {
  let [sum, present] = [0, 0];
  left.forEach((value, index) => {
    const other = right[index] as number;
    if (Number.isNaN(value) || Number.isNaN(other)) return;
    sum += (value - other) ** 2;
    present++;
  });
  return present === 0 ? Number.NaN : Math.sqrt((sum / present) * left.length);
}

interface Donors {
  readonly column: number;
  readonly distances: readonly number[];
  readonly most: number;
  readonly isWeighted: boolean;
}

function donorMean(training: readonly Float64Array[], { column, distances, most, isWeighted }: Donors): number {
  const donors = training.flatMap((row, index) => {
    const value = row[column] as number;
    return Number.isNaN(value) ? [] : [{ value, distance: distances[index] as number }];
  });
  const near = donors.filter(({ distance }) => !Number.isNaN(distance));
  if (near.length === 0) return donors.reduce((sum, { value }) => sum + value, 0) / donors.length;
  const chosen = near.sort((left, right) => left.distance - right.distance).slice(0, most);
  const isSame = chosen.some(({ distance }) => distance === 0);
  const weightOf = (distance: number): number => (!isWeighted ? 1 : isSame ? Number(distance === 0) : 1 / distance);
  const total = chosen.reduce((sum, { distance }) => sum + weightOf(distance), 0);
  return chosen.reduce((sum, { value, distance }) => sum + value * weightOf(distance), 0) / total;
}
