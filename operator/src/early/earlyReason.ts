import { type DriftTrigger, dueReason, type PodStatus } from '@modelmonitor/api';

/** Shortest time between the start of a check and of one that a client requests, in milliseconds. */
const requestPauseMilliseconds = 60_000;

/** Why a check is due before its schedule; undefined when none is. */
export function earlyReason(
  trigger: DriftTrigger,
  answers: readonly PodStatus[],
  { lastStartedAt, now }: { lastStartedAt: number | undefined; now: number },
) {
  const firsts = answers.flatMap(({ firstNewAt }) => firstNewAt ?? []);
  const progress = {
    newRows: answers.reduce((sum, { newRows }) => sum + newRows, 0),
    firstNewAt: firsts.length === 0 ? undefined : Math.min(...firsts),
    lastStartedAt,
    // The CronJob keeps the schedule.
    nextScheduled: Number.POSITIVE_INFINITY,
    now,
  };
  const reason = dueReason(trigger, progress);
  if (reason !== undefined && reason !== 'schedule') return reason;
  const requestedAt = Math.max(...answers.map(({ checkRequestedAgo = Number.POSITIVE_INFINITY }) => now - checkRequestedAgo));
  const isNew = requestedAt > (lastStartedAt ?? 0) && now - (lastStartedAt ?? 0) >= requestPauseMilliseconds;
  return isNew && !trigger.suspend ? 'request' : undefined;
}
