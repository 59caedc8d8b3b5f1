import type { podReasons } from '@modelmonitor/api';
import type { RawObject } from '@modelmonitor/kube';
import { foreignText } from './foreignText.ts';

/** Why pods do not become ready. */
export interface PodCause {
  readonly reason: keyof typeof podReasons;
  /** In the words of the API server, the scheduler or the kubelet. */
  readonly message: string;
}

/** How long ago a container that runs again may have ended for its end to be the cause, in milliseconds: the longest back-off is five minutes. */
const recentMilliseconds = 10 * 60_000;

/** Reasons of the kubelet for a container that waits, and ours. */
const waitingReasons: Readonly<Record<string, PodCause['reason']>> = {
  ImagePullBackOff: 'ImagePullBackOff',
  ErrImagePull: 'ImagePullBackOff',
  ErrImageNeverPull: 'ImagePullBackOff',
  InvalidImageName: 'ImagePullBackOff',
  ImageInspectError: 'ImagePullBackOff',
  RegistryUnavailable: 'ImagePullBackOff',
  SignatureValidationFailed: 'ImagePullBackOff',
  CreateContainerConfigError: 'CreateContainerConfigError',
  CreateContainerError: 'CreateContainerConfigError',
  RunContainerError: 'CrashLoopBackOff',
};

/**
 * Why a pod is not ready, by its own status; undefined while it starts.
 *
 * @param now milliseconds since 1970
 */
export function podCause(pod: RawObject, now: number): PodCause | undefined {
  const { phase, conditions = [], containerStatuses = [], initContainerStatuses = [] } = (pod['status'] ?? {}) as PodStatusFields;
  if (isReady(pod) || phase === 'Succeeded' || pod.metadata.deletionTimestamp !== undefined) return undefined;
  const unscheduled = conditions.find(({ type, status }) => type === 'PodScheduled' && status === 'False');
  if (unscheduled?.reason === 'Unschedulable') return { reason: 'Unschedulable', message: foreignText(unscheduled.message ?? '') };
  for (const container of [...initContainerStatuses, ...containerStatuses]) {
    const cause = containerCause(container, now);
    if (cause !== undefined) return { ...cause, message: `pod ${pod.metadata.name}: ${cause.message}` };
  }
  return undefined;
}

/** Whether a pod is ready, by its own condition. */
export function isReady(pod: RawObject): boolean {
  const { conditions = [] } = (pod['status'] ?? {}) as PodStatusFields;
  return conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
}

/** Whether a pod has a node and waits for its volumes, its sandbox or its image. */
export function isBeingCreated(pod: RawObject): boolean {
  const { phase, conditions = [], containerStatuses = [], initContainerStatuses = [] } = (pod['status'] ?? {}) as PodStatusFields;
  const all = [...initContainerStatuses, ...containerStatuses];
  const waits = all.every(({ state }) => ['ContainerCreating', 'PodInitializing'].includes(state?.waiting?.reason ?? ''));
  return phase === 'Pending' && waits && conditions.some(({ type, status }) => type === 'PodScheduled' && status === 'True');
}

function containerCause({ name, ready, restartCount, state, lastState }: ContainerStatus, now: number): PodCause | undefined {
  const { waiting, terminated = lastState?.terminated } = state ?? {};
  const reason = waitingReasons[waiting?.reason ?? ''];
  if (waiting !== undefined && reason !== undefined)
    return { reason, message: `container ${name}: ${foreignText(waiting.message ?? waiting.reason ?? '')}` };
  if (ready || terminated === undefined || terminated.exitCode === 0) return undefined;
  const isRecent = now - Date.parse(terminated.finishedAt ?? '') < recentMilliseconds;
  if (terminated.reason === 'OOMKilled' && (isRecent || waiting !== undefined))
    return { reason: 'OOMKilled', message: `container ${name} was OOMKilled (exit code ${terminated.exitCode})` };
  // One restart may be all that was needed.
  if (waiting?.reason !== 'CrashLoopBackOff' && !(isRecent && restartCount > 1)) return undefined;
  const last = terminated.message === undefined ? '' : `: ${foreignText(lastWords(terminated.message))}`;
  return {
    reason: 'CrashLoopBackOff',
    message: `container ${name} ended with exit code ${terminated.exitCode} (${terminated.reason ?? 'Error'})${last}`,
  };
}

/** What a container said last: the message of the last line of its log, which may be JSON. */
function lastWords(log: string): string {
  const line = log.trimEnd().split('\n').at(-1) ?? '';
  try {
    const { message, reason } = JSON.parse(line) as { message?: unknown; reason?: unknown };
    const texts = [message, reason].filter((text) => typeof text === 'string');
    return texts.length === 0 ? line : texts.join(': ');
  } catch {
    return line;
  }
}

/** What is read of a pod's status. */
interface PodStatusFields {
  readonly phase?: string;
  readonly conditions?: readonly { readonly type: string; readonly status: string; readonly reason?: string; readonly message?: string }[];
  readonly containerStatuses?: readonly ContainerStatus[];
  readonly initContainerStatuses?: readonly ContainerStatus[];
}

interface ContainerStatus {
  readonly name: string;
  readonly ready?: boolean;
  readonly restartCount: number;
  readonly state?: ContainerState;
  readonly lastState?: ContainerState;
}

interface ContainerState {
  readonly waiting?: { readonly reason?: string; readonly message?: string };
  readonly terminated?: { readonly reason?: string; readonly exitCode: number; readonly message?: string; readonly finishedAt?: string };
}
