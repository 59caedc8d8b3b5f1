/** Per row: the index of the largest number, the first of equal ones, as numpy's argmax. @param numbers row-major, count × width */
export function largestIndex(numbers: Float64Array, count: number): Float64Array {
  const width = numbers.length / Math.max(1, count);
  const indices = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let best = 0;
    for (let index = 1; index < width; index++) {
      if ((numbers[row * width + index] as number) > (numbers[row * width + best] as number)) best = index;
    }
    indices[row] = best;
  }
  return indices;
}

/** Probabilities of two classes from those of the second. */
export function bothClasses(second: Float64Array): Float64Array {
  const both = new Float64Array(second.length * 2);
  second.forEach((share, row) => {
    both[2 * row] = 1 - share;
    both[2 * row + 1] = share;
  });
  return both;
}
