import { ownValue } from '@modelmonitor/api/plain';
import type { Model, ModelContract } from '@modelmonitor/models';
import type { RowBatch } from '@modelmonitor/tables/files';
import { categoryFinder } from '@modelmonitor/tables/values';
import { InputError } from '../errors.ts';

/** Texts that are remembered per column, so that a column of ever new texts stays small. */
const MOST_REMEMBERED = 10_000;

/** Converts batches of rows to the input of a model: row-major, a category as its index, a missing value as NaN. */
export type RowMatrix = (batch: RowBatch) => Float64Array;

/** @throws InputError, naming the row, for a text that may mean several categories */
export function rowMatrix({ features }: ModelContract, { categories }: Model, file: string): RowMatrix {
  const codes = features.map(({ name, type, values }) =>
    type === 'numeric' ? undefined : categoryCodes(name, ownValue(categories, name) ?? values ?? []),
  );
  return ({ before, rows, columns }) => {
    const width = features.length;
    const matrix = new Float64Array(rows * width);
    for (const [index, cells] of columns.entries()) {
      const codeOf = codes[index];
      for (let row = 0, cell = index; row < rows; row++, cell += width) {
        if (codeOf === undefined) matrix[cell] = cells[row] as number;
        else matrix[cell] = codeOf(cells[row] as string | null, () => `${file}: row ${before + row + 1} of the data`);
      }
    }
    return matrix;
  };
}

/** Reads the texts of a feature by what they mean, as the predictor does. */
function categoryCodes(name: string, categories: readonly string[]): (text: string | null, place: () => string) => number {
  const indexOf = new Map(categories.map((category, index) => [category, index]));
  const find = categoryFinder(categories);
  const remembered = new Map<string, number>();
  return (text, place) => {
    if (text === null) return Number.NaN;
    const known = indexOf.get(text) ?? remembered.get(text);
    if (known !== undefined) return known;
    const found = find(text);
    if (found !== undefined && 'ambiguous' in found) {
      const list = found.ambiguous.map((category) => JSON.stringify(category)).join(', ');
      throw new InputError(`${place()}: ${JSON.stringify(text)} in column ${JSON.stringify(name)} may mean ${list}`);
    }
    const code = found === undefined ? categories.length : (indexOf.get(found.name) as number);
    if (remembered.size < MOST_REMEMBERED) remembered.set(text, code);
    return code;
  };
}
