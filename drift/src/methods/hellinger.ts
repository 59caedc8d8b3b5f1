import { hellingerDistance, sturgesBinEdges, valueAt } from '@modelmonitor/stats';
import { type NumericPair, pooledDistinct } from '@modelmonitor/tables';
import { countsBetween } from './binnedShares.ts';
import { type CategoryCounts, categoryCounts } from './categoryCounts.ts';
import type { MethodDescriptor } from './methodDescriptor.ts';
import { distanceResult } from './methodResult.ts';

/**
 * Hellinger distance of the shares; of numbers, in equal bins by Sturges' rule over the distinct values of both sides (not over the rows, as
 * psi has them; Evidently 0.7.21).
 */
export const hellinger: MethodDescriptor = {
  name: 'hellinger',
  takes: 'any',
  score: 'distance',
  drift: '≥',
  threshold: 0.1,
  needsSignificance: true,
  words: { title: 'Hellinger distance', score: '0 same, 1 apart', about: 'Hellinger distance of the shares' },
  evidently: 'Hellinger distance',
  compare: (pair) => {
    const { reference, current } = pair.type === 'numeric' ? countsOverDistinct(pair) : categoryCounts(pair);
    return distanceResult(hellingerDistance(reference, current));
  },
};

function countsOverDistinct(pair: NumericPair): CategoryCounts {
  const [reference, current] = [pair.reference.sorted, pair.current.sorted];
  const ends = [reference, current].flatMap((side) => [valueAt(side, 0) ?? Number.NaN, valueAt(side, side.length - 1) ?? Number.NaN]);
  const [minimum, maximum] = [Math.min(...ends), Math.max(...ends)];
  const edges = sturgesBinEdges(minimum, maximum, pooledDistinct(pair, Number.POSITIVE_INFINITY));
  return { reference: [...countsBetween(reference, edges)], current: [...countsBetween(current, edges)] };
}
