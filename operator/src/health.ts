import type { Cache } from './caches/cacheOf.ts';

/** How much longer than the others a cache may have heard nothing, in milliseconds, before it counts as stuck. */
const stuckMilliseconds = 5 * 60_000;

/**
 * What is wrong with the process, so that it had better be replaced. An API server that is away is nothing of the sort: a new process would
 * not reach it either.
 */
export function healthProblems(caches: readonly Cache[]): string[] {
  const freshest = Math.max(...caches.map(({ lastSeen }) => lastSeen()));
  const stuck = caches.filter(({ lastSeen }) => freshest - lastSeen() > stuckMilliseconds);
  return stuck.map(({ kind }) => `the cache of ${kind} has heard nothing for more than five minutes, others have`);
}

/** What is still waited for before the operator can take over. */
export function readyProblems(caches: readonly Cache[], kindsKnown: boolean): string[] {
  const waiting = caches.filter(({ synced }) => !synced()).map(({ kind }) => `the cache of ${kind} is not filled yet`);
  return kindsKnown ? waiting : [...waiting, 'the API server has not told yet which kinds it has'];
}
