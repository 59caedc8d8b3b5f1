import type { MonitorStatus } from '@modelmonitor/api';
import type { Facts } from './facts.ts';

type RolloutStatus = NonNullable<MonitorStatus['rollout']>;

export type RolloutFacts = Pick<Facts, 'plan' | 'deployment' | 'existingPods' | 'template' | 'previous'>;

/**
 * Whether pods of the current template serve, and no others. Once they do, it stays so for this template: pods that are added, or replaced by
 * equal ones, change nothing of what is served. A template that was replaced, even one of before, has to be rolled out again.
 */
export function rolloutStatus(facts: RolloutFacts): RolloutStatus | undefined {
  const { deployment, template, previous } = facts;
  if (template === undefined) return undefined;
  const wasServed = previous.rollout?.template === template && previous.rollout.served;
  if (deployment === undefined) return { template, served: wasServed };
  const { desired, ready, updated, replicas, generation = 0, observedGeneration } = deployment;
  if (desired === 0) return { template, served: false };
  const isCurrent = deployment.template === template && observedGeneration >= generation;
  const isComplete = isCurrent && updated >= desired && replicas === updated && ready >= desired;
  return { template, served: wasServed || (isComplete && endingPods(facts) === 0) };
}

/**
 * Number of pods that have to end before credentials are in force: one that is ending still responds on the connections it has, and by the
 * credentials it was started with. Where there are none, such pods may respond.
 */
export function endingPods({ plan, deployment, existingPods }: Pick<Facts, 'plan' | 'deployment' | 'existingPods'>): number {
  const { auth, feedbackAuth } = plan.monitor.spec.serving;
  if (auth === undefined && feedbackAuth === undefined) return 0;
  return Math.max(0, existingPods - (deployment?.replicas ?? 0));
}
