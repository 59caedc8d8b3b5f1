import { randomFromSeed } from '@modelmonitor/stats';

/**
 * Positions 0 to count − 1, or a random part of so many of them, in ascending order.
 *
 * @see Knuth, The Art of Computer Programming 2, 3.4.2, algorithm S
 */
export function sampledPositions(count: number, size: number, seed: number): Int32Array {
  if (count <= size) return Int32Array.from({ length: count }, (_, position) => position);
  const random = randomFromSeed(seed);
  const chosen = new Int32Array(size);
  let taken = 0;
  for (let position = 0; taken < size; position++) {
    if ((count - position) * random() < size - taken) chosen[taken++] = position;
  }
  return chosen;
}
