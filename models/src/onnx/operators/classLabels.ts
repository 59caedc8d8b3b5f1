import { ModelFormatError } from '../../modelFormatError.ts';
import { type Tensor, zeros } from '../tensor.ts';
import type { NodeContext } from './operator.ts';

/** The classes of a classifier: texts, or whole numbers. */
export type ClassLabels = { readonly texts: readonly string[] } | { readonly numbers: readonly number[] };

/** @throws ModelFormatError where the node names no classes */
export function classLabels({ attributes, where }: NodeContext): ClassLabels {
  const texts = attributes.texts('classlabels_strings');
  if (texts.length > 0) return { texts };
  const numbers = attributes.integers(attributes.has('classlabels_ints') ? 'classlabels_ints' : 'classlabels_int64s');
  if (numbers.length > 0) return { numbers };
  throw new ModelFormatError(`${where}: expected classes in classlabels_strings or classlabels_int64s, got none`);
}

export function labelCount(labels: ClassLabels): number {
  return 'texts' in labels ? labels.texts.length : labels.numbers.length;
}

/** One label per row, by the index of its class. */
export function labelTensor(labels: ClassLabels, indices: ArrayLike<number>): Tensor {
  if ('texts' in labels)
    return { type: 'string', shape: [indices.length], data: Array.from(indices, (index) => labels.texts[index] as string) };
  const tensor = zeros('int64', [indices.length]);
  for (let row = 0; row < indices.length; row++) tensor.data[row] = labels.numbers[indices[row] as number] as number;
  return tensor;
}
