import { ModelFormatError } from '../../modelFormatError.ts';
import { numbersOf, type Tensor } from '../tensor.ts';

/** An axis counted from the start. @throws ModelFormatError where the shape has none of that number */
export function axisOf(axis: number, rank: number, where: string): number {
  const counted = axis < 0 ? axis + rank : axis;
  if (Number.isInteger(counted) && counted >= 0 && counted < Math.max(rank, 1)) return counted;
  throw new ModelFormatError(`${where}: expected an axis of a tensor with ${rank} dimensions, got ${axis}`);
}

/** How the elements of a tensor lie along one of its axes: `outer` groups of `size` steps of `inner` elements. */
export function along(shape: readonly number[], axis: number): { outer: number; size: number; inner: number } {
  const product = (sizes: readonly number[]) => sizes.reduce((all, size) => all * size, 1);
  return { outer: product(shape.slice(0, axis)), size: shape[axis] ?? 1, inner: product(shape.slice(axis + 1)) };
}

/** Whole numbers of an input, or of the attribute that older versions of the operator have in its place. */
export function integersOf(input: Tensor | undefined, attribute: readonly number[], where: string): readonly number[] | undefined {
  if (input !== undefined) return Array.from(numbersOf(input, where).data);
  return attribute.length > 0 ? attribute : undefined;
}
