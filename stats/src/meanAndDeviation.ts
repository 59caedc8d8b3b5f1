import { isWeighted, type SortedSample, type WeightedSample } from './weightedSample.ts';

/**
 * Mean and population standard deviation (ddof 0), in two passes.
 *
 * The first sums differences from the first value, so that a constant column has exactly its value as mean and exactly 0
 * as deviation; the second also sums the deviations, whose square takes out what rounding left in the mean.
 *
 * @param values finite numbers, at least one
 * @returns both in the unit of the values
 * @throws RangeError when there is no value
 * @see Chan, Golub & LeVeque, Algorithms for Computing the Sample Variance (1983), eq. 1.7
 * @example
 * meanAndDeviation([2, 4, 4, 4, 5, 5, 7, 9]) // => { mean: 5, standardDeviation: 2 }
 */
export function meanAndDeviation(values: SortedSample): { mean: number; standardDeviation: number } {
  if (isWeighted(values)) return values.moments ?? weightedMoments(values);
  const count = values.length;
  const origin = values[0];
  if (origin === undefined) throw new RangeError('mean needs at least one value, got none');
  let differences = 0;
  for (let index = 0; index < count; index++) differences += (values[index] as number) - origin;
  const mean = origin + differences / count;
  let [deviations, squares] = [0, 0];
  for (let index = 0; index < count; index++) {
    const deviation = (values[index] as number) - mean;
    deviations += deviation;
    squares += deviation * deviation;
  }
  const variance = (squares - (deviations * deviations) / count) / count;
  return { mean: mean + deviations / count, standardDeviation: Math.sqrt(Math.max(0, variance)) };
}

function weightedMoments({ values, counts, length }: WeightedSample): { mean: number; standardDeviation: number } {
  const origin = values[0];
  if (origin === undefined) throw new RangeError('mean needs at least one value, got none');
  let differences = 0;
  for (let index = 0; index < values.length; index++) differences += (counts[index] as number) * ((values[index] as number) - origin);
  const mean = origin + differences / length;
  let [deviations, squares] = [0, 0];
  for (let index = 0; index < values.length; index++) {
    const deviation = (values[index] as number) - mean;
    deviations += (counts[index] as number) * deviation;
    squares += (counts[index] as number) * deviation * deviation;
  }
  const variance = (squares - (deviations * deviations) / length) / length;
  return { mean: mean + deviations / length, standardDeviation: Math.sqrt(Math.max(0, variance)) };
}
