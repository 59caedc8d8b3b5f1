import type { Cache } from '@modelmonitor/kube';

/** How much longer than the others a cache may be silent before it counts as stuck, in milliseconds. */
const stuckMilliseconds = 5 * 60_000;

/**
 * Reasons to replace the process; none while everything works. An unreachable API server is not one of them: a new process would not reach it
 * either.
 */
export function healthProblems(caches: readonly Cache[]): string[] {
  const freshest = Math.max(...caches.map(({ lastSeen }) => lastSeen()));
  const stuck = caches.filter(({ lastSeen }) => freshest - lastSeen() > stuckMilliseconds);
  return stuck.map(({ kind }) => `the cache of ${kind} has received nothing for more than five minutes, other caches have`);
}

/** What the operator still waits for before it can lead; nothing when it is ready. A kind that it need not read and may not is not awaited. */
export function readyProblems(
  caches: readonly Cache[],
  { kindsKnown, mayRead }: { kindsKnown: boolean; mayRead: (kind: string) => boolean },
): string[] {
  const waiting = caches
    .filter(({ synced, kind }) => !synced() && mayRead(kind))
    .map(({ kind }) => `the cache of ${kind} is not filled yet`);
  return kindsKnown ? waiting : [...waiting, 'the kinds of the API server are not known yet'];
}
