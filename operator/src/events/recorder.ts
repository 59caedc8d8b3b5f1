import { createHash } from 'node:crypto';
import type { Clock, Log, ObjectClient } from '@modelmonitor/kube';
import { kindOf, microTime } from '@modelmonitor/kube';
import type { ResourceType } from '@modelmonitor/render';

/** Something a person who looks at a monitor should know. */
export interface MonitorEvent {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly action: string;
  readonly message: string;
  /** What makes it one event: it is recorded once, also after a restart and by whichever operator leads. */
  readonly once: string;
}

interface EventSubject {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export const eventType: ResourceType = { apiVersion: 'events.k8s.io/v1', kind: 'Event', plural: 'events' };

/** Records events; one that cannot be recorded is logged and fails nothing. */
export type RecordEvent = (subject: EventSubject, event: MonitorEvent, signal: AbortSignal) => Promise<void>;

export interface RecorderOptions {
  readonly client: Pick<ObjectClient, 'create'>;
  readonly clock: Clock;
  /** Name of this process. */
  readonly instance: string;
  readonly log: Log;
}

export function createRecorder({ client, clock, instance, log }: RecorderOptions): RecordEvent {
  return async ({ namespace, name, uid }, { type, reason, action, message, once }, signal) => {
    // The name is made of what happened, so that the API server refuses to record it twice.
    const digest = createHash('sha256')
      .update(JSON.stringify([uid, reason, once]))
      .digest('hex')
      .slice(0, 16);
    const event = {
      apiVersion: eventType.apiVersion,
      kind: eventType.kind,
      metadata: { name: `${name.slice(0, 200)}.${digest}`, namespace },
      eventTime: microTime(clock.now()),
      type,
      reason,
      action,
      note: message.slice(0, 1000),
      reportingController: 'modelmonitor.dev/operator',
      reportingInstance: instance.slice(0, 128),
      regarding: { apiVersion: 'modelmonitor.dev/v1alpha1', kind: 'ModelMonitor', namespace, name, uid },
    };
    await client.create(eventType, event, { fieldManager: 'modelmonitor-events', signal }).catch((error: Error) => {
      if (kindOf(error) !== 'conflict') log('warn', 'an event could not be recorded', { namespace, name, reason, why: error.message });
    });
  };
}
