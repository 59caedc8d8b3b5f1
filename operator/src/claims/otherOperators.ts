import type { Clock } from '@modelmonitor/kube';

/** What is known of another operator. */
interface Other {
  readonly since: number;
  /** When it last proved to be alive. */
  readonly aliveAt?: number | undefined;
  /** The monitor on which its claim was replaced, and when. */
  readonly asked?: { readonly key: string; readonly at: number } | undefined;
  readonly isGone?: boolean;
}

/** Times in milliseconds. A leader that is replaced takes up to 20 seconds. */
const times = {
  /** Before the first question: an operator that just stopped may have been replaced by this one, or may be the one that is meant. */
  patience: 10_000,
  answer: 45_000,
  /** How often another operator is queried again, and how soon where it leaves a change of a resource unanswered. */
  again: 60 * 60_000,
  unanswered: 2 * 60_000,
};

/** Operators that claim monitors in the scope of this one, and whether they are alive: one monitor of each is used to find out. */
export interface OtherOperators {
  /**
   * What to do about a monitor that another operator claims.
   *
   * @param isUnanswered whether a change of the resource has not been observed by that operator
   */
  verdict(operator: string, monitor: { readonly key: string; readonly isUnanswered: boolean }): Verdict;
  /** An operator was queried on a monitor: its claim was replaced. */
  asked(operator: string, key: string): void;
  /** The operator whose answer is awaited on a monitor, and for how long; one that has not answered by now counts as gone. */
  awaited(key: string): { readonly operator: string; readonly milliseconds: number } | undefined;
  /** A monitor is gone, or of another class: the question that it put to its operator has to be put by another one. */
  delete(key: string): void;
}

type Verdict =
  | { readonly kind: 'gone' }
  | { readonly kind: 'ask' }
  | { readonly kind: 'yield'; readonly isAlive: boolean /** When to look again. */; readonly milliseconds: number };

export function createOtherOperators(clock: Pick<Clock, 'monotonic'>): OtherOperators {
  const others = new Map<string, Other>();
  const know = (operator: string, news: Partial<Other> = {}): Other => {
    const other = { since: clock.monotonic(), ...others.get(operator), ...news };
    others.set(operator, other);
    return other;
  };
  return {
    verdict(operator, { key, isUnanswered }) {
      const now = clock.monotonic();
      // The claim of this operator on the monitor was replaced in turn: the other one is alive.
      if (know(operator).asked?.key === key) know(operator, { aliveAt: now, asked: undefined });
      const { since, asked, aliveAt, isGone = false } = know(operator);
      if (isGone) return { kind: 'gone' };
      const isAlive = aliveAt !== undefined;
      if (asked !== undefined) return { kind: 'yield', isAlive, milliseconds: Math.max(1000, asked.at + times.answer - now) };
      const due = aliveAt === undefined ? since + times.patience : aliveAt + (isUnanswered ? times.unanswered : times.again);
      return now >= due ? { kind: 'ask' } : { kind: 'yield', isAlive, milliseconds: due - now };
    },
    asked: (operator, key) => void know(operator, { asked: { key, at: clock.monotonic() } }),
    awaited(key) {
      const [operator, { asked } = {}] = [...others].find(([, other]) => other.asked?.key === key) ?? [];
      if (operator === undefined || asked === undefined) return undefined;
      const milliseconds = asked.at + times.answer - clock.monotonic();
      if (milliseconds > 0) return { operator, milliseconds };
      know(operator, { isGone: true, asked: undefined });
      return undefined;
    },
    delete(key) {
      for (const [operator, { asked }] of others) if (asked?.key === key) know(operator, { asked: undefined });
    },
  };
}
