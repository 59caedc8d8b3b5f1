import type { Condition, MonitorStatus } from '@modelmonitor/api';
import type { MonitorEvent } from './recorder.ts';

/**
 * What a change of status is worth telling: the beginning and the end of an episode of drift, a failed run, a monitor that became ready or
 * ceased to be, and what degrades it. Each once an episode.
 */
export function eventsOf(before: MonitorStatus, after: MonitorStatus): MonitorEvent[] {
  return [...driftEvents(before, after), ...failureEvents(before, after), ...conditionEvents(before, after)];
}

function driftEvents({ drift: before }: MonitorStatus, { drift: after, ...status }: MonitorStatus): MonitorEvent[] {
  const { message = '' } = conditionOf(status, 'DriftDetected') ?? {};
  if (after?.since !== undefined && before?.since !== after.since)
    return [{ type: 'Warning', reason: 'DriftDetected', action: 'CheckDrift', message, once: after.since }];
  if (before?.since !== undefined && after?.since === undefined)
    return [{ type: 'Normal', reason: 'DriftEnded', action: 'CheckDrift', message, once: before.since }];
  return [];
}

function failureEvents({ drift: before }: MonitorStatus, { drift: after }: MonitorStatus): MonitorEvent[] {
  const failure = after?.lastFailure;
  if (failure === undefined || before?.lastFailure?.time === failure.time) return [];
  return [
    { type: 'Warning', reason: 'DriftRunFailed', action: 'CheckDrift', message: `${failure.run}: ${failure.message}`, once: failure.time },
  ];
}

function conditionEvents(before: MonitorStatus, after: MonitorStatus): MonitorEvent[] {
  const told = [
    { type: 'Ready', bad: 'False' },
    { type: 'Degraded', bad: 'True' },
  ] as const;
  return told.flatMap(({ type, bad }) => {
    const [was, is] = [conditionOf(before, type), conditionOf(after, type)];
    if (is === undefined || was?.status === is.status) return [];
    // Before a monitor is ready for the first time there is nothing to complain of.
    if (was === undefined && (type === 'Degraded' || is.status === bad) && is.reason !== 'SpecInvalid' && is.reason !== 'ChildConflict')
      return [];
    const kind = is.status === bad ? 'Warning' : 'Normal';
    const reason = is.status === bad ? is.reason : type === 'Ready' ? 'Ready' : 'Recovered';
    return [{ type: kind, reason, action: 'Reconcile', message: is.message, once: is.lastTransitionTime }];
  });
}

function conditionOf({ conditions = [] }: Pick<MonitorStatus, 'conditions'>, type: Condition['type']): Condition | undefined {
  return conditions.find((condition) => condition.type === type);
}
