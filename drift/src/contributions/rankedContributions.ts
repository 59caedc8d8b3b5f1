import type { ContributionsReport } from '@modelmonitor/api';

export type RankedContribution = ContributionsReport['features'][number];

/** A feature with what is known of it. */
export type Contribution = Pick<RankedContribution, 'name' | 'importance' | 'drift'>;

/**
 * What to look at first: features by share of importance × strength of drift. The share is of the importance on the current rows, on the
 * reference rows where no current one has any; an importance below zero (permutation can give one) counts as none.
 *
 * @returns the features, highest priority first; of equal ones the more important first; those without a priority last
 */
export function rankedContributions(features: readonly Contribution[]): RankedContribution[] {
  const side = features.some(({ importance }) => importance.current !== null) ? 'current' : 'reference';
  const weights = features.map(({ importance }) => (importance[side] === null ? null : Math.max(0, importance[side])));
  const total = weights.reduce<number>((sum, weight) => sum + (weight ?? 0), 0);
  return features
    .map(({ name, importance, drift }, index) => {
      const weight = weights[index] ?? null;
      // A model that no feature moves has no share to give.
      const share = weight === null || total === 0 ? null : weight / total;
      return { name, importance, share, drift, priority: share === null || drift === null ? null : share * drift };
    })
    .sort((one, other) => descending(one.priority, other.priority) || descending(one.share, other.share));
}

function descending(one: number | null, other: number | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null);
  return other - one;
}
