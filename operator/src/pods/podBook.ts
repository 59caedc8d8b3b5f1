import type { Clock } from '@modelmonitor/kube';
import type { PodsSeen } from '../status/facts.ts';

/** Why a check should run before its schedule. */
type EarlyReason = 'rows' | 'age' | 'request';

/** A check that is to run before its schedule, and its progress. */
export interface EarlyRun {
  readonly reason: EarlyReason;
  /** When the schedule was paused, in milliseconds of the monotonic clock. */
  readonly pausedAt?: number;
  /** The Job that was started, and when. */
  readonly job?: { readonly name: string; readonly at: number };
}

/** The latest responses of the pods of each monitor. */
export interface PodBook {
  seen(key: string): PodsSeen | undefined;
  early(key: string): EarlyRun | undefined;
  /** @returns whether the part that a status shows has changed */
  note(key: string, seen: PodsSeen | undefined): boolean;
  setEarly(key: string, early: EarlyRun | undefined): void;
  /** The API server refuses the Job of an early check. */
  refuseEarly(key: string): void;
  /** When that was last, in milliseconds since 1970; undefined before the first time. */
  refusedAt(key: string): number | undefined;
  forget(key: string): void;
}

export function createPodBook({ now }: Pick<Clock, 'now'>): PodBook {
  const refused = new Map<string, number>();
  const seen = new Map<string, PodsSeen>();
  const early = new Map<string, EarlyRun>();
  // The number of rows changes all the time, and the status does not show it.
  const news = (pods: PodsSeen | undefined) =>
    JSON.stringify([pods?.answers.map(({ versions, store }) => [versions, store]), pods?.silent]);
  return {
    seen: (key) => seen.get(key),
    early: (key) => early.get(key),
    note(key, pods) {
      const changed = news(seen.get(key)) !== news(pods);
      if (pods === undefined) seen.delete(key);
      else seen.set(key, pods);
      return changed;
    },
    setEarly(key, run) {
      if (run === undefined) early.delete(key);
      else early.set(key, run);
    },
    refuseEarly: (key) => void refused.set(key, now()),
    refusedAt: (key) => refused.get(key),
    forget(key) {
      for (const book of [seen, early, refused]) book.delete(key);
    },
  };
}
