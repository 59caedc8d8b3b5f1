import type { MonitorStatus } from '@modelmonitor/api';
import type { Facts } from './facts.ts';

type RolloutStatus = NonNullable<MonitorStatus['rollout']>;

/**
 * Whether pods of the current template serve, and no others. Once they do, it stays so for this template: pods that are added, or replaced by
 * equal ones, change nothing of what is served. A template that was replaced, even one of before, has to be rolled out again.
 */
export function rolloutStatus({
  deployment,
  template,
  previous,
}: Pick<Facts, 'deployment' | 'template' | 'previous'>): RolloutStatus | undefined {
  if (template === undefined) return undefined;
  const wasServed = previous.rollout?.template === template && previous.rollout.served;
  if (deployment === undefined) return { template, served: wasServed };
  const { desired, ready, updated, replicas, generation = 0, observedGeneration } = deployment;
  if (desired === 0) return { template, served: false };
  const isCurrent = deployment.template === template && observedGeneration >= generation;
  const isComplete = isCurrent && updated >= desired && replicas === updated && ready >= desired;
  return { template, served: isComplete || wasServed };
}
