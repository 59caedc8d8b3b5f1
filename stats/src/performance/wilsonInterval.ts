/** A range, lower end first. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Wilson's score interval of a share, which stays inside 0 to 1 and keeps a width when all or no rows succeed.
 *
 * @param successes rows that count, 0 to rows
 * @param rows all rows, > 0
 * @param z half the width in standard errors; 1.959963984540054 makes it a 95 % interval
 * @returns the interval
 * @throws RangeError when there is no row, or successes outside 0 to rows
 * @see Wilson, Probable Inference, the Law of Succession, and Statistical Inference (1927)
 * @example
 * wilsonInterval(8, 10, 1.959963984540054) // => { lower: 0.4901624715366066, upper: 0.9433178485456247 }
 */
export function wilsonInterval(successes: number, rows: number, z: number): Interval {
  if (!(rows > 0)) throw new RangeError(`interval needs rows, got ${rows}`);
  if (!(successes >= 0 && successes <= rows)) throw new RangeError(`interval needs successes from 0 to ${rows}, got ${successes}`);
  const share = successes / rows;
  const shrink = 1 + (z * z) / rows;
  const middle = (share + (z * z) / (2 * rows)) / shrink;
  const half = (z / shrink) * Math.sqrt((share * (1 - share)) / rows + (z * z) / (4 * rows * rows));
  return { lower: successes === 0 ? 0 : middle - half, upper: successes === rows ? 1 : middle + half };
}
