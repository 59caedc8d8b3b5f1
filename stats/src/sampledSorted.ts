/**
 * A random sample of a sorted list without replacement, still sorted; the whole list when it is no longer than the sample.
 *
 * @param sorted the list
 * @param size rows to keep
 * @param random gives uniform numbers in [0, 1), such as `randomFromSeed`
 * @returns a copy of at most that many values, in their order
 * @see Knuth, The Art of Computer Programming, volume 2, section 3.4.2, algorithm S
 * @example
 * sampledSorted([1, 2, 3], 2, () => 0) // => [1, 2]
 */
export function sampledSorted(sorted: ArrayLike<number>, size: number, random: () => number): Float64Array {
  if (sorted.length <= size) return Float64Array.from(sorted);
  const sample = new Float64Array(size);
  let taken = 0;
  for (let index = 0; taken < size; index++) {
    if ((sorted.length - index) * random() < size - taken) sample[taken++] = sorted[index] as number;
  }
  return sample;
}
