import type { CompareBcrypt } from './bcryptThread.ts';
import type { StoredPassword } from './storedPassword.ts';

/** Largest cost: 2¹⁴ rounds take about a second; a higher cost would let one request delay the others. */
const highestCost = 14;

/**
 * A bcrypt hash. As everywhere with bcrypt, only the first 72 bytes of a password are compared.
 *
 * @throws RangeError when the text is not a bcrypt hash, or its cost is too high
 */
export function bcryptPassword(hash: string, compare: CompareBcrypt): StoredPassword {
  const [, cost] = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(hash) ?? [];
  if (cost === undefined) throw new RangeError('expected a bcrypt hash ($2y$COST$ and 53 characters), got an incomplete one');
  if (Number(cost) < 4 || Number(cost) > highestCost) throw new RangeError(`expected a bcrypt cost of 4 to ${highestCost}, got another`);
  return { slow: true, matches: (password) => compare(password, hash) };
}
