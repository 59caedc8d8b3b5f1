import type { Clock } from '@modelmonitor/kube';
import type { MonitorItem } from '../caches/caches.ts';
import { createOtherOperators } from './otherOperators.ts';

/** What an operator does with a monitor. */
export type Stand =
  /** Manages it. */
  | { readonly kind: 'manage' }
  /** No operator has it: to be claimed before anything else is written, so that of several operators one gets it. */
  | { readonly kind: 'claim' }
  /** It was this operator's, and is of another class now. */
  | { readonly kind: 'release' }
  /** It has another class. */
  | { readonly kind: 'leave' }
  /** It is claimed by another operator, which may not exist any more: its claim is replaced, and it replaces ours if it is alive. */
  | { readonly kind: 'challenge'; readonly operator: string }
  /** It is claimed by another operator. */
  | { readonly kind: 'yield'; readonly operator: string; readonly isAlive: boolean; readonly milliseconds: number };

type Claimed = Pick<MonitorItem, 'key' | 'uid' | 'generation'> & {
  readonly spec: Pick<MonitorItem['spec'], 'class'>;
  readonly status: Pick<MonitorItem['status'], 'operator' | 'observedGeneration'>;
};

/** Which monitors are this operator's: by class, and by the claim in their status. */
export interface Claims {
  stand(item: Claimed): Stand;
  /** Whether a monitor is known not to be this operator's. */
  isOthers(key: string): boolean;
  /** Whether a monitor is known to be this operator's. */
  isOwn(key: string): boolean;
  /** The claim on a monitor was written. */
  claimed(item: Pick<MonitorItem, 'key' | 'uid'>): void;
  /** A challenge was written. */
  challenged(item: Pick<MonitorItem, 'key'>, operator: string): void;
  /** Monitors left to other operators of the same class, by operator. */
  yielded(): ReadonlyMap<string, number>;
  /** Whether it has not been asked before that another operator has a monitor. */
  isNews(item: Pick<MonitorItem, 'key'>, operator: string): boolean;
  forget(key: string): void;
}

export interface ClaimsOptions {
  readonly clock: Pick<Clock, 'monotonic'>;
  /** This operator: namespace and name of its lease. */
  readonly operator: string;
  readonly class: string | undefined;
}

/** A claim is restored so many times in so many milliseconds at most: two operators that both think they were first do not go on for ever. */
const most = { restored: 5, milliseconds: 10 * 60_000 };

export function createClaims({ clock, operator: own, class: ownClass }: ClaimsOptions): Claims {
  const others = createOtherOperators(clock);
  const held = new Map<string, string>();
  const given = new Set<string>();
  const yielded = new Map<string, string>();
  const reported = new Map<string, string>();
  const restored = new Map<string, readonly number[]>();
  const mayRestore = (key: string) => {
    const recent = (restored.get(key) ?? []).filter((at) => clock.monotonic() - at < most.milliseconds);
    if (recent.length >= most.restored) return false;
    restored.set(key, [...recent, clock.monotonic()]);
    return true;
  };
  const keep = ({ key, uid }: Claimed, kind: 'manage' | 'claim'): Stand => {
    // A claim is ours once its write has succeeded.
    if (kind === 'manage') held.set(key, uid);
    given.delete(key);
    yielded.delete(key);
    return { kind };
  };
  const give = ({ key }: Claimed, stand: Stand): Stand => {
    held.delete(key);
    given.add(key);
    if (stand.kind === 'yield' && stand.isAlive) yielded.set(key, stand.operator);
    if (stand.kind === 'leave' || stand.kind === 'release') for (const book of [yielded, others]) book.delete(key);
    return stand;
  };
  const ofOther = (item: Claimed, operator: string): Stand => {
    const isUnanswered = (item.status.observedGeneration ?? 0) < item.generation;
    const verdict = others.verdict(operator, { key: item.key, isUnanswered });
    if (verdict.kind === 'gone') return keep(item, 'claim');
    if (verdict.kind === 'ask') return give(item, { kind: 'challenge', operator });
    return give(item, { ...verdict, operator });
  };
  return {
    stand(item) {
      const { key, uid, spec, status } = item;
      const { operator } = status;
      if (spec.class !== ownClass) return give(item, { kind: operator === own ? 'release' : 'leave' });
      if (operator === undefined) return keep(item, 'claim');
      if (operator !== own) return held.get(key) === uid && mayRestore(key) ? keep(item, 'manage') : ofOther(item, operator);
      const awaited = others.awaited(key);
      return awaited === undefined ? keep(item, 'manage') : give(item, { kind: 'yield', isAlive: false, ...awaited });
    },
    isOthers: (key) => given.has(key),
    isOwn: (key) => held.has(key),
    claimed: ({ key, uid }) => void held.set(key, uid),
    challenged: ({ key }, operator) => others.asked(operator, key),
    yielded: () => countByValue(yielded),
    isNews({ key }, operator) {
      const isNews = reported.get(key) !== operator;
      reported.set(key, operator);
      return isNews;
    },
    forget(key) {
      for (const book of [held, given, yielded, reported, restored, others]) book.delete(key);
    },
  };
}

function countByValue(map: ReadonlyMap<string, string>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const value of map.values()) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
