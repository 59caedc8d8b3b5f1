/**
 * A sample of row numbers without replacement, in ascending order, every sample equally likely (selection sampling).
 *
 * @param rows rows there are
 * @param size rows to take; all when there are no more
 * @param random gives uniform numbers in [0, 1)
 * @see Knuth, The Art of Computer Programming, volume 2, algorithm 3.4.2 S
 * @example
 * sampledRows(3, 5, Math.random) // => Int32Array [0, 1, 2]
 */
export function sampledRows(rows: number, size: number, random: () => number): Int32Array {
  const sample = new Int32Array(Math.min(rows, size));
  let taken = 0;
  for (let row = 0; taken < sample.length; row++) {
    if (rows - row === sample.length - taken || random() * (rows - row) < sample.length - taken) sample[taken++] = row;
  }
  return sample;
}
