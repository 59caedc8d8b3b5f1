import { shuffle as fisherYates } from 'simple-statistics';

/**
 * A copy in random order, every order equally likely (Fisher–Yates).
 *
 * @param values anything, left as it is
 * @param random gives uniform numbers in [0, 1), such as `randomFromSeed`
 * @returns a new array of the same values
 * @see Knuth, The Art of Computer Programming, volume 2, algorithm 3.4.2 P
 * @example
 * shuffle(['a', 'b', 'c'], () => 0) // => ['b', 'c', 'a']
 */
export function shuffle<T>(values: ArrayLike<T>, random: () => number): T[] {
  return fisherYates(Array.from(values), random);
}
