import { dueReason, nextRun } from '@modelmonitor/api';
import type { RunningPredictor } from '@modelmonitor/predictor';
import type { Clock } from '../clock.ts';

/** Interval at which the schedule looks whether a check is due, in milliseconds. */
const lookIntervalMilliseconds = 500;

/** Starts drift checks when they are due, until the signal aborts. The predictor counts and logs a failed check; the schedule continues. */
export async function driftSchedule(
  predictor: Pick<RunningPredictor, 'newRows' | 'trigger' | 'runDriftCheck'>,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const now = () => clock.now().getTime();
  let firstNewAt: number | undefined;
  let lastStartedAt: number | undefined;
  let planned = { schedule: predictor.trigger().schedule, at: nextRun(predictor.trigger().schedule, now()) };
  while (!signal.aborted) {
    const trigger = predictor.trigger();
    if (JSON.stringify(trigger.schedule) !== JSON.stringify(planned.schedule))
      planned = { schedule: trigger.schedule, at: nextRun(trigger.schedule, now()) };
    const newRows = predictor.newRows();
    if (newRows === 0) firstNewAt = undefined;
    else firstNewAt ??= now();
    const reason = dueReason(trigger, { newRows, firstNewAt, lastStartedAt, nextScheduled: planned.at, now: now() });
    if (reason !== undefined) {
      firstNewAt = undefined;
      lastStartedAt = now();
      await predictor.runDriftCheck().catch(() => undefined);
      planned = { schedule: trigger.schedule, at: nextRun(trigger.schedule, now()) };
    }
    await clock.sleep(lookIntervalMilliseconds, signal);
  }
}
