import { createHash } from 'node:crypto';
import type { Clock } from './clock.ts';
import { kindOf } from './errors.ts';
import type { Log } from './log.ts';
import { microTime } from './microTime.ts';
import type { ObjectClient } from './objectClient.ts';
import type { ResourceType } from './pathOf.ts';

/** What happened to an object. */
export interface EventDetails {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly action: string;
  readonly message: string;
  /** Identifies the event: it is recorded once, also after a restart and by several processes. */
  readonly once: string;
}

/** The object an event is about. */
interface EventSubject {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
}

export const eventType: ResourceType = { apiVersion: 'events.k8s.io/v1', kind: 'Event', plural: 'events' };

/** Records an event; one that cannot be recorded is logged and fails nothing. */
export type RecordEvent = (subject: EventSubject, event: EventDetails, signal: AbortSignal) => Promise<void>;

export interface EventRecorderOptions {
  readonly client: Pick<ObjectClient, 'create'>;
  readonly clock: Clock;
  /** Kind of the objects that events are about. */
  readonly subjects: ResourceType;
  readonly fieldManager: string;
  /** Name of the controller, such as `example.com/operator`, and of this process. */
  readonly controller: string;
  readonly instance: string;
  readonly log: Log;
}

export function createEventRecorder(options: EventRecorderOptions): RecordEvent {
  const { client, clock, subjects, fieldManager, controller, instance, log } = options;
  return async ({ namespace, name, uid }, { type, reason, action, message, once }, signal) => {
    // The name depends on nothing but what happened, so that the API server refuses to record it twice.
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
      reportingController: controller,
      reportingInstance: instance.slice(0, 128),
      regarding: { apiVersion: subjects.apiVersion, kind: subjects.kind, namespace, name, uid },
    };
    await client.create(eventType, event, { fieldManager, signal }).catch((error: Error) => {
      // Recorded before; or its namespace is being deleted.
      if (kindOf(error) !== 'conflict' && kindOf(error) !== 'terminating')
        log('warn', 'an event could not be recorded', { namespace, name, reason, why: error.message });
    });
  };
}
