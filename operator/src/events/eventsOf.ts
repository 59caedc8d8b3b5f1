import type { Condition, MonitorStatus } from '@modelmonitor/api';
import type { EventDetails } from '@modelmonitor/kube';

/**
 * Events of a change of status: the start and the end of an episode of drift, a failed run, a monitor that became ready or ceased to be, and
 * what degrades it. Each once per episode.
 */
export function eventsOf(before: MonitorStatus, after: MonitorStatus): EventDetails[] {
  return [...driftEvents(before, after), ...failureEvents(before, after), ...conditionEvents(before, after)];
}

function driftEvents({ drift: before }: MonitorStatus, { drift: after, ...status }: MonitorStatus): EventDetails[] {
  const { message = '' } = conditionOf(status, 'DriftDetected') ?? {};
  if (after?.since !== undefined && before?.since !== after.since)
    return [{ type: 'Warning', reason: 'DriftDetected', action: 'CheckDrift', message, once: after.since }];
  if (before?.since !== undefined && after?.since === undefined)
    return [{ type: 'Normal', reason: 'DriftEnded', action: 'CheckDrift', message, once: before.since }];
  return [];
}

function failureEvents({ drift: before }: MonitorStatus, { drift: after }: MonitorStatus): EventDetails[] {
  const failure = after?.lastFailure;
  if (failure === undefined || before?.lastFailure?.time === failure.time) return [];
  return [
    { type: 'Warning', reason: 'DriftRunFailed', action: 'CheckDrift', message: `${failure.run}: ${failure.message}`, once: failure.time },
  ];
}

function conditionEvents(before: MonitorStatus, after: MonitorStatus): EventDetails[] {
  const reported = [
    { type: 'Ready', bad: 'False' },
    { type: 'Degraded', bad: 'True' },
  ] as const;
  return reported.flatMap(({ type, bad }) => {
    const [was, is] = [conditionOf(before, type), conditionOf(after, type)];
    // Pods that are being replaced are no news; what comes of it is.
    if (is === undefined || was?.status === is.status || is.status === 'Unknown') return [];
    // A monitor that was never ready is not reported as broken.
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
