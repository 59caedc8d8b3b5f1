import type { MonitorStatus, Plan } from '@modelmonitor/api';
import { digestLabel } from '@modelmonitor/render';
import type { DeploymentItem } from '../caches/children.ts';
import type { JobItem } from '../caches/jobs.ts';
import type { Facts } from '../status/facts.ts';
import { rolloutStatus } from '../status/rolloutStatus.ts';
import { selectorOf } from '../status/statusOf.ts';
import type { CauseReader } from './causeReader.ts';
import { refusalText } from './eventTexts.ts';
import type { PodCause } from './podCause.ts';

export interface CausesInput {
  readonly causes: CauseReader;
  readonly key: string;
  readonly plan: Plan;
  readonly deployment: DeploymentItem | undefined;
  /** Digest of the pod template as rendered now. */
  readonly template: string | undefined;
  readonly previous: MonitorStatus;
  readonly jobs: readonly JobItem[];
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly signal: AbortSignal;
}

/** How long a run may take until its pod is refused or starts, in milliseconds, before that is looked at. */
const patience = { refused: 1500, late: 8000 };

export interface Causes extends Pick<Facts, 'cause' | 'runCauses'> {
  /** Milliseconds after which a run that started a moment ago should have a pod; undefined without one. */
  readonly wait: number | undefined;
}

/** Why pods are not ready and runs do not start, where that is so: read from pods and events, which are not cached. */
export async function causesOf(input: CausesInput): Promise<Causes> {
  const { causes, key, previous, jobs, now, signal } = input;
  const [cause, ...texts] = await Promise.all([
    lacksPods(input) ? podCauseOf(input) : undefined,
    ...jobs.map(async (job): Promise<readonly [string, string][]> => {
      const age = now - job.createdAt;
      const lastCounted = Date.parse(previous.drift?.lastFailure?.time ?? '') || 0;
      const isFresh = job.outcome === 'failed' && (job.endedAt ?? 0) > lastCounted;
      const isBlocked = job.outcome === 'running' && !job.ready && age > patience.refused;
      if (!isFresh && !isBlocked) return [];
      const text = await causes.ofRun(key, { ...job, isLate: isBlocked && age > patience.late }, signal);
      return text === undefined ? [] : [[job.name, text]];
    }),
  ]);
  if (!lacksPods(input) && jobs.every(({ outcome, ready }) => outcome !== 'running' || ready)) causes.forget(key);
  const young = jobs.filter((job) => job.outcome === 'running' && !job.ready && now - job.createdAt <= patience.refused);
  return { cause, runCauses: new Map(texts.flat()), wait: young.length === 0 ? undefined : patience.refused + 100 };
}

/** Whether pods are missing that the Deployment has been asked for; that earlier ones have not ended is no cause to look for. */
function lacksPods({ plan, deployment, template, previous }: CausesInput): boolean {
  if (deployment === undefined || deployment.desired === 0 || deployment.template !== template) return false;
  return (
    deployment.ready < deployment.desired || rolloutStatus({ plan, deployment, template, previous, existingPods: 0 })?.served === false
  );
}

async function podCauseOf({ causes, key, plan, deployment, template, signal }: CausesInput): Promise<PodCause | undefined> {
  const cause = await causes.ofPods(key, { labelSelector: selectorOf(plan), template: `${digestLabel}=${template}` }, signal);
  if (cause !== undefined || deployment?.refused === undefined) return cause;
  return { reason: 'FailedCreate', message: refusalText(deployment.refused) };
}
