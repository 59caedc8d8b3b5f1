import { type Condition, canonicalJson, type MonitorStatus } from '@modelmonitor/api';
import { kindOf, type Log, metaTime, type ObjectClient, type Outcome, type OwnWrites, type RecordEvent } from '@modelmonitor/kube';
import type { MonitorItem } from '../caches/caches.ts';
import { writeStatus } from '../status/writeStatus.ts';
import type { Claims } from './claims.ts';

export interface ClaimOptions {
  readonly claims: Claims;
  readonly client: Pick<ObjectClient, 'apply'>;
  readonly statuses: OwnWrites<MonitorStatus>;
  readonly record: RecordEvent;
  readonly log: Log;
  /** This operator: namespace and name of its lease. */
  readonly operator: string;
  readonly now: number;
  readonly signal: AbortSignal;
}

/** Pause before a claim that another client was faster to change, in milliseconds. */
const retryMilliseconds = 500;

/**
 * Finds out whose a monitor is, and claims it where it is no one's.
 *
 * @returns the monitor, where it is this operator's; else how the turn ends
 */
export async function claimMonitor(item: MonitorItem, options: ClaimOptions): Promise<MonitorItem | Outcome> {
  const { claims, operator, now, log } = options;
  const stand = claims.stand(item);
  if (stand.kind === 'manage') return item;
  if (stand.kind === 'leave') return { kind: 'done' };
  if (stand.kind === 'yield') {
    if (stand.isAlive) await reportOther(item, stand.operator, options);
    return { kind: 'wait', milliseconds: stand.milliseconds };
  }
  const { operator: _other, ...rest } = item.status;
  const released = `spec.class is ${JSON.stringify(item.spec.class ?? '')} now, and no operator of that class has taken the monitor yet`;
  const status =
    stand.kind === 'release'
      ? statusWithoutOperator(rest, { message: released, generation: item.generation, now })
      : { ...(rest.conditions === undefined ? firstStatus(item, now) : rest), operator };
  try {
    // At this version only: of several operators one gets it.
    await writeStatus(item, status, { ...options, resourceVersion: item.resourceVersion });
  } catch (error) {
    if (kindOf(error) === 'notFound') return { kind: 'done' };
    if (kindOf(error) === 'conflict') return { kind: 'wait', milliseconds: retryMilliseconds };
    throw error;
  }
  if (stand.kind === 'claim') {
    claims.claimed(item);
    return { ...item, status };
  }
  if (stand.kind === 'release') return { kind: 'done' };
  log('info', 'another operator manages a monitor of this class; finding out whether it still exists', {
    other: stand.operator,
    namespace: item.namespace,
    name: item.name,
  });
  claims.challenged(item, stand.operator);
  return { kind: 'wait', milliseconds: 1000 };
}

/** What is known of a monitor that no operator manages any more: everything but `Ready` is what was last known. */
export function statusWithoutOperator(
  { operator: _operator, ...status }: MonitorStatus,
  { message, generation, now }: { message: string; generation: number; now: number },
): MonitorStatus {
  const before = status.conditions?.find(({ type }) => type === 'Ready');
  const ready: Condition = {
    type: 'Ready',
    status: 'Unknown',
    observedGeneration: generation,
    lastTransitionTime: before?.status === 'Unknown' ? before.lastTransitionTime : metaTime(now),
    reason: 'NotManaged',
    message,
  };
  return { ...status, conditions: [ready, ...(status.conditions ?? []).filter(({ type }) => type !== 'Ready')] };
}

function firstStatus({ generation }: MonitorItem, now: number): MonitorStatus {
  const ready = { type: 'Ready', status: 'Unknown', reason: 'Progressing', message: 'the pods are being started' } as const;
  return { observedGeneration: generation, conditions: [{ ...ready, observedGeneration: generation, lastTransitionTime: metaTime(now) }] };
}

/** Monitors of which an event tells that another operator has them, per operator: the others are in the metric. */
const mostEvents = 20;

async function reportOther(item: MonitorItem, other: string, { claims, operator, record, log, signal }: ClaimOptions): Promise<void> {
  const count = claims.yielded().get(other) ?? 0;
  if (count > mostEvents || !claims.isNews(item, other)) return;
  const message = `operator ${other} manages this monitor, so that operator ${operator} leaves it alone: give each of them other namespaces, or a class`;
  if (count <= 1) log('warn', 'another operator manages monitors that are in the scope of this one, which leaves them alone', { other });
  await record(
    item,
    { type: 'Warning', reason: 'OtherOperator', action: 'Reconcile', message, once: canonicalJson([operator, other]) },
    signal,
  );
}
