import { identityOf, type RawObject, type Stored } from '@modelmonitor/kube';
import { digestLabel } from '@modelmonitor/render';
import { monitorOf } from './children.ts';

/** A drift run as the cache holds it. */
export interface JobItem extends Stored {
  readonly name: string;
  readonly monitor: string | undefined;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly outcome: 'running' | 'succeeded' | 'failed';
  /** When it ended, in milliseconds since 1970. */
  readonly endedAt: number | undefined;
  /** Whether a pod of it is ready. */
  readonly ready: boolean;
  /** Why it failed, in Kubernetes' words. */
  readonly reason: string | undefined;
  /** Digest of the configuration it reads. */
  readonly digest: string | undefined;
  /** Whether the operator started it, before its schedule. */
  readonly early: boolean;
}

/** Label of a run that was started before its schedule: the reason. */
export const triggerLabel = 'modelmonitor.dev/trigger';

export function jobItem({ metadata, status }: RawObject): JobItem {
  const { conditions = [], ready = 0 } = (status ?? {}) as { conditions?: JobCondition[]; ready?: number };
  const ended = conditions.find(({ type, status: holds }) => holds === 'True' && (type === 'Failed' || type === 'Complete'));
  return {
    ...identityOf(metadata),
    name: metadata.name,
    monitor: monitorOf(metadata),
    createdAt: Date.parse(metadata.creationTimestamp ?? ''),
    outcome: ended === undefined ? 'running' : ended.type === 'Failed' ? 'failed' : 'succeeded',
    endedAt: ended === undefined ? undefined : Date.parse(ended.lastTransitionTime),
    ready: ready > 0,
    reason: ended?.type === 'Failed' ? [ended.reason, ended.message].filter(Boolean).join(': ') : undefined,
    digest: metadata.labels?.[digestLabel],
    early: metadata.labels?.[triggerLabel] !== undefined,
  };
}

interface JobCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime: string;
}
