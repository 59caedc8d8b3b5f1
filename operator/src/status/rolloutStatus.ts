import { hasClients, type MonitorStatus } from '@modelmonitor/api';
import type { DeploymentItem } from '../caches/children.ts';
import type { Facts } from './facts.ts';

type RolloutStatus = NonNullable<MonitorStatus['rollout']>;

/**
 * Whether pods of the current template serve, and no others. Once they do, it stays so for this template: pods that are added, or replaced by
 * equal ones, change nothing of what is served. A template that was replaced, even one of before, has to be rolled out again.
 */
export function rolloutStatus(
  facts: Pick<Facts, 'plan' | 'deployment' | 'existingPods' | 'template' | 'previous'>,
): RolloutStatus | undefined {
  const { deployment, template, previous } = facts;
  if (template === undefined) return undefined;
  const wasServed = previous.rollout?.template === template && previous.rollout.served;
  if (deployment === undefined) return { template, served: wasServed };
  const { desired, generation = 0, observedGeneration } = deployment;
  if (desired === 0) return { template, served: false };
  const isCurrent = deployment.template === template && observedGeneration >= generation;
  return { template, served: wasServed || (isCurrent && hasOnlyNewPods(deployment) && endingPods(facts) === 0) };
}

/** Whether all requested pods are new and ready, and no earlier ones are left but those that are ending. */
export function hasOnlyNewPods({ desired, ready, updated, replicas }: DeploymentItem): boolean {
  return updated >= desired && replicas === updated && ready >= desired;
}

/**
 * Number of pods that have to end before credentials are in force: one that is ending still responds on the connections it has, and by the
 * credentials it was started with. Where there are none, such pods may respond.
 */
export function endingPods({ plan, deployment, existingPods }: Pick<Facts, 'plan' | 'deployment' | 'existingPods'>): number {
  return hasClients(plan.mounts) ? Math.max(0, existingPods - (deployment?.replicas ?? 0)) : 0;
}
