import type { DeploymentItem } from '../caches/children.ts';
import type { PodsSeen } from '../status/facts.ts';

/** What the pods of a new template have to serve before they are ready: versions that pods of earlier templates serve. */
export interface Rollout {
  readonly digest: string;
  readonly versions: readonly string[];
  /** Since when no pod that responded serves all of them, in milliseconds of the monotonic clock. */
  readonly unservedSince?: number;
}

export interface RolloutFacts {
  /** Digest of the template to apply. */
  readonly digest: string;
  /** Versions of the resource. */
  readonly versions: readonly string[];
  /** The Deployment as the cache has it; undefined without one. */
  readonly deployment: DeploymentItem | undefined;
  /** What was decided before, by this process. */
  readonly decided: Rollout | undefined;
  /** What the ConfigMap of the digest says, which outlasts this process; undefined without it. */
  readonly written: readonly string[] | undefined;
  readonly pods: PodsSeen | undefined;
  /** Versions that pods served according to the last status, for a process that has not queried them yet. */
  readonly reported: readonly string[];
  /** Milliseconds of the monotonic clock. */
  readonly monotonic: number;
}

/** How long pods that do not respond may be the ones that serve a version, in milliseconds. */
export const silenceMilliseconds = 120_000;

/**
 * The versions that pods of the template have to serve before they are ready. They are set once, before the first of these pods; later, only
 * those are taken out that no pod serves any more, and all of them when the rollout is complete.
 */
export function versionsToServe(facts: RolloutFacts): Rollout {
  const { digest, deployment, pods, monotonic } = facts;
  const { versions, unservedSince } = decision(facts);
  if (deployment === undefined || versions.length === 0) return { digest, versions: [] };
  if (deployment.template === digest && isComplete(deployment)) return { digest, versions: [] };
  const served = pods === undefined || pods.answers.length === 0 ? undefined : versionsIn(pods);
  if (pods === undefined || served === undefined || versions.every((name) => served.has(name))) return { digest, versions };
  const since = unservedSince ?? monotonic;
  const isKnown = pods.silent.length === 0 || monotonic - since >= silenceMilliseconds;
  return isKnown ? { digest, versions: versions.filter((name) => served.has(name)) } : { digest, versions, unservedSince: since };
}

/** What holds before anything is taken out. */
function decision({ digest, deployment, decided, written, ...known }: RolloutFacts): Pick<Rollout, 'versions' | 'unservedSince'> {
  if (decided?.digest === digest) return decided;
  // An operator that was restarted during the rollout; with an earlier template in the Deployment, what the ConfigMap says is of an earlier rollout.
  if (deployment?.template === digest && written !== undefined) return { versions: written };
  const { versions, pods, reported } = known;
  const served = pods === undefined ? new Set(reported) : versionsIn(pods);
  return { versions: versions.filter((name) => served.has(name)) };
}

function versionsIn({ answers }: PodsSeen): ReadonlySet<string> {
  return new Set(answers.flatMap(({ versions }) => versions.flatMap(({ name, loaded }) => (loaded ? [name] : []))));
}

/** Whether every pod is of the newest template, and ready. */
function isComplete({ desired, replicas, updated, ready, observedGeneration, generation = 0 }: DeploymentItem): boolean {
  return observedGeneration >= generation && updated >= desired && replicas <= desired && ready >= desired;
}
