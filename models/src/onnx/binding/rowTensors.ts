import type { ModelFeature } from '../../model.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import type { GraphInput } from '../graph/graphInputs.ts';
import { type Tensor, zeros } from '../tensor.ts';

/** An input with its width, and for each of its columns the feature's place in the contract. */
export interface BoundInput extends GraphInput {
  readonly places: readonly number[];
}

/** What a category that no list has is passed on as. */
const unknownText = '\u0000unknown';

/** Turns `count` rows, starting at row `first`, into the inputs of a graph; beyond the last row, rows are repeated. */
export type RowTensors = (rows: Float64Array, range: { first: number; count: number; last: number }) => readonly Tensor[];

/**
 * @param categories per feature: the values that its cells count, absent for numeric features
 * @param known per feature: the texts that the file's encoders know
 * @throws ModelFormatError where a feature's values do not fit the type of its input
 */
export function rowTensors(
  inputs: readonly BoundInput[],
  features: readonly ModelFeature[],
  { categories, known }: { categories: readonly (readonly string[] | undefined)[]; known: readonly (readonly string[] | undefined)[] },
): RowTensors {
  const width = features.length;
  const fillers = inputs.map((input) => {
    const columns = input.places.map((place) => ({ place, values: categories[place] }));
    if (input.type === 'string') {
      return textFiller(
        input,
        columns.map(({ place, values }) => ({
          place,
          texts: values === undefined ? undefined : [...values, unknownText],
          missing: missingText(known[place]),
        })),
      );
    }
    const codes = columns.map(({ place, values }) => ({
      place,
      codes: values === undefined ? undefined : codesOf(values, features[place] as ModelFeature),
    }));
    return numberFiller(input, codes);
  });
  return (rows, range) => fillers.map((fill) => fill(rows, { ...range, width }));
}

interface Range {
  readonly first: number;
  readonly count: number;
  readonly last: number;
  readonly width: number;
}

/** Column-major loops: what a column holds is decided once per column. */
function numberFiller({ type, rank }: BoundInput, columns: readonly { place: number; codes: readonly number[] | undefined }[]) {
  if (type === 'string') throw new ModelFormatError('expected an input of numbers');
  return (rows: Float64Array, { first, count, last, width }: Range): Tensor => {
    const tensor = zeros(type, rank === 1 ? [count] : [count, columns.length]);
    for (const [column, { place, codes }] of columns.entries()) {
      for (let row = 0, at = column; row < count; row++, at += columns.length) {
        const value = rows[Math.min(first + row, last) * width + place] as number;
        tensor.data[at] = codes === undefined || Number.isNaN(value) ? value : (codes[value] ?? Number.NaN);
      }
    }
    return tensor;
  };
}

function textFiller({ rank }: BoundInput, columns: readonly { place: number; texts: readonly string[] | undefined; missing: string }[]) {
  return (rows: Float64Array, { first, count, last, width }: Range): Tensor => {
    const data = new Array<string>(count * columns.length).fill('');
    for (const [column, { place, texts, missing }] of columns.entries()) {
      for (let row = 0, at = column; row < count; row++, at += columns.length) {
        const value = rows[Math.min(first + row, last) * width + place] as number;
        data[at] = Number.isNaN(value) ? missing : texts === undefined ? String(value) : (texts[value] ?? unknownText);
      }
    }
    return { type: 'string', shape: rank === 1 ? [count] : [count, columns.length], data };
  };
}

/** How the training data spelt a missing text. */
function missingText(known: readonly string[] | undefined): string {
  return ['nan', 'None', 'NaN', '<NA>'].find((text) => known?.includes(text)) ?? '';
}

function codesOf(values: readonly string[], { name }: ModelFeature): readonly number[] {
  return values.map((text) => {
    const code = /^(true|false)$/i.test(text) ? Number(text.toLowerCase() === 'true') : Number(text);
    if (text.trim() !== '' && !Number.isNaN(code)) return code;
    throw new ModelFormatError(
      `feature "${name}" is categorical in the resource with the value ${JSON.stringify(text)}, but the model file takes numbers`,
    );
  });
}
