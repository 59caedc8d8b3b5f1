import { staleAt } from '@modelmonitor/api';
import type { Outcome } from '@modelmonitor/kube';
import type { Facts } from '../status/facts.ts';
import { checkMilliseconds, settleMilliseconds } from '../status/routing.ts';

/** Pause before the next step of an early check, in milliseconds. */
const earlyStepMilliseconds = 1500;

/** When something changes without an event: a check in progress, or a report that becomes stale. */
export function nextTurn({ plan, report, routing, now }: Facts, isStepping: boolean): Outcome {
  if (isStepping) return { kind: 'wait', milliseconds: earlyStepMilliseconds };
  const stale =
    report.facts === undefined || plan.drift.trigger.suspend
      ? Number.POSITIVE_INFINITY
      : staleAt(plan.monitor, Date.parse(report.facts.timestamp));
  const waits = [
    ...(stale > now ? [stale - now + 1000] : []),
    ...(routing.isChecked ? [checkMilliseconds - (now % checkMilliseconds) + 1000] : []),
    ...(routing.isPending ? [settleMilliseconds] : []),
  ];
  const milliseconds = Math.min(...waits);
  return Number.isFinite(milliseconds) ? { kind: 'wait', milliseconds } : { kind: 'done' };
}

/** The outcome, with a turn after so many milliseconds at the latest. */
export function earlier(outcome: Outcome, milliseconds: number | undefined): Outcome {
  if (milliseconds === undefined || (outcome.kind === 'wait' && outcome.milliseconds < milliseconds)) return outcome;
  return { kind: 'wait', milliseconds };
}
