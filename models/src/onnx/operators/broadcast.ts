import { ModelFormatError } from '../../modelFormatError.ts';
import { type NumberTensor, sizeOf, zeros } from '../tensor.ts';

/** The shape that two shapes have together, by NumPy's rules. */
export function broadcastShape(left: readonly number[], right: readonly number[], where: string): readonly number[] {
  if (left.length === right.length && left.every((size, axis) => size === right[axis])) return left;
  const rank = Math.max(left.length, right.length);
  return Array.from({ length: rank }, (_, axis) => {
    const [a, b] = [left[axis - rank + left.length] ?? 1, right[axis - rank + right.length] ?? 1];
    if (a === b || b === 1) return a;
    if (a === 1) return b;
    throw new ModelFormatError(`${where}: expected shapes that fit each other, got ${left.join(' × ')} and ${right.join(' × ')}`);
  });
}

/** For each element of `target`, the index of the element of `shape` that it repeats. */
export function broadcastIndices(shape: readonly number[], target: readonly number[]): Int32Array {
  const indices = new Int32Array(sizeOf(target));
  let stride = 1;
  let block = 1;
  for (let axis = target.length - 1; axis >= 0; axis--) {
    const size = target[axis] as number;
    const own = shape[axis - target.length + shape.length] ?? 1;
    if (own !== 1) {
      for (let at = 0; at < indices.length; at++) indices[at] = (indices[at] as number) + (Math.floor(at / block) % size) * stride;
      stride *= own;
    }
    block *= size;
  }
  return indices;
}

interface Combination {
  readonly type: NumberTensor['type'];
  readonly compute: (left: number, right: number) => number;
  readonly where: string;
}

/** Computes each element from the elements of two tensors of shapes that fit each other. */
export function combine(left: NumberTensor, right: NumberTensor, { type, compute, where }: Combination): NumberTensor {
  const shape = broadcastShape(left.shape, right.shape, where);
  const result = zeros(type, shape);
  const [a, b, out] = [left.data, right.data, result.data];
  if (!isTail(left.shape, shape) || !isTail(right.shape, shape)) {
    const [from, to] = [broadcastIndices(left.shape, shape), broadcastIndices(right.shape, shape)];
    for (let at = 0; at < out.length; at++) out[at] = compute(a[from[at] as number] as number, b[to[at] as number] as number);
    return result;
  }
  for (let at = 0, i = 0, j = 0; at < out.length; at++) {
    out[at] = compute(a[i] as number, b[j] as number);
    if (++i === a.length) i = 0;
    if (++j === b.length) j = 0;
  }
  return result;
}

/** Whether a shape is the last dimensions of another, so that its elements repeat one after another. */
function isTail(shape: readonly number[], target: readonly number[]): boolean {
  const first = shape.findIndex((size) => size !== 1);
  const kept = first < 0 ? [] : shape.slice(first);
  return kept.every((size, axis) => size === target[axis - kept.length + target.length]);
}
