import { hellingerDistance, histogramCounts, sturgesBinEdges } from '@modelmonitor/stats';
import { type NumericPair, pooledDistinct } from '@modelmonitor/tables';
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
  const minimum = Math.min(reference[0] ?? Number.NaN, current[0] ?? Number.NaN);
  const maximum = Math.max(reference.at(-1) ?? Number.NaN, current.at(-1) ?? Number.NaN);
  const edges = sturgesBinEdges(minimum, maximum, pooledDistinct(pair, Number.POSITIVE_INFINITY));
  return { reference: [...histogramCounts(reference, edges)], current: [...histogramCounts(current, edges)] };
}
