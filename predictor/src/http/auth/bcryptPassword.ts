import { Worker } from 'node:worker_threads';
import type { StoredPassword } from './storedPassword.ts';

/** Largest cost: 2¹⁴ rounds take about a second; more would let one request hold the others up. */
const highestCost = 14;

/**
 * A bcrypt hash. As everywhere with bcrypt, only the first 72 bytes of a password count.
 *
 * @throws RangeError when the text is no bcrypt hash, or one that costs too much
 */
export function bcryptPassword(hash: string): StoredPassword {
  const [, cost] = /^\$2[aby]\$(\d\d)\$[./A-Za-z0-9]{53}$/.exec(hash) ?? [];
  if (cost === undefined) throw new RangeError('a whole bcrypt hash ($2y$COST$ and 53 characters) is needed, got a broken one');
  if (Number(cost) < 4 || Number(cost) > highestCost) throw new RangeError(`a bcrypt cost of 4 to ${highestCost} is needed, got another`);
  return { slow: true, matches: (password) => compareInWorker(password, hash) };
}

/** bcrypt runs for tens of milliseconds without a pause: in a thread of its own no other request waits for it. */
function compareInWorker(password: string, hash: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./bcrypt.worker.ts', import.meta.url), { workerData: { password, hash } });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('an answer of the bcrypt thread is needed, but it ended without one')));
  });
}
