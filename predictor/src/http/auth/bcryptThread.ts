import { Worker } from 'node:worker_threads';

/** Compares a password with a bcrypt hash; one comparison at a time. */
export type CompareBcrypt = (password: string, hash: string) => Promise<boolean>;

/**
 * bcrypt runs for tens of milliseconds without a pause: a thread of its own, which starts when it is needed, delays no other request.
 *
 * @param idleMilliseconds how long the thread waits for the next comparison before it ends
 */
export function bcryptThread(idleMilliseconds = 5000): CompareBcrypt {
  let worker: Worker | undefined;
  let comparisons = 0;
  const forget = (ended: Worker) => {
    if (worker === ended) worker = undefined;
  };
  const start = () => {
    const started = new Worker(new URL('./bcrypt.worker.ts', import.meta.url));
    started.unref();
    started.once('exit', () => forget(started));
    return started;
  };
  return (password, hash) =>
    new Promise((resolve, reject) => {
      worker ??= start();
      const used = worker;
      const mine = ++comparisons;
      const settle = (act: () => void) => {
        used.removeAllListeners('message').removeAllListeners('error').off('exit', fail);
        AbortSignal.timeout(idleMilliseconds).addEventListener('abort', () => {
          if (comparisons !== mine) return;
          // First: a comparison that comes while it ends starts another.
          forget(used);
          void used.terminate();
        });
        act();
      };
      const fail = () => settle(() => reject(new Error('the bcrypt thread exited without a result')));
      used.once('message', (matches: boolean) => settle(() => resolve(matches)));
      used.once('error', (error) => {
        forget(used);
        settle(() => reject(error));
      });
      used.once('exit', fail);
      used.postMessage({ password, hash });
    });
}
