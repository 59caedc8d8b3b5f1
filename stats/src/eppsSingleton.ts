import { chiSquareSurvival } from './chiSquareSurvival.ts';
import { mergedSorted } from './mergedSorted.ts';
import { quantileSorted } from './quantileSorted.ts';
import { requireAscending } from './requireAscending.ts';
import { symmetricEigen } from './symmetricEigen.ts';

/** W of Epps and Singleton, and its asymptotic p-value. */
export interface EppsSingletonResult {
  readonly statistic: number;
  readonly pValue: number;
  readonly degreesOfFreedom: number;
}

const FEWEST_ROWS = 5;
const SMALL_ROWS = 25;
const FIRST_POINT = 0.4;
// Below this share of the largest eigenvalue there is only rounding: discrete samples of k values have rank k − 1.
const SMALLEST_EIGENVALUE = 1e-13;

/**
 * Epps–Singleton test that two samples come from one distribution: compares their characteristic functions at 0.4 and 0.8 per half
 * interquartile range, as scipy's `epps_singleton_2samp`. Continuous or not, the samples may hold ties.
 *
 * @param reference finite values in ascending order, at least five
 * @param current finite values in ascending order, at least five
 * @returns W, the p-value of chi-square, and its degrees of freedom: 4, fewer when the samples have fewer than five distinct values
 * @throws RangeError when a sample is too short, not ascending or not finite, when the pooled interquartile range is 0, or both are constant
 * @see Goerg & Kaiser, Nonparametric Testing of Distributions: the Epps–Singleton Two-Sample Test (2009)
 * @example
 * eppsSingleton([1, 2, 3, 4, 5], [3, 5, 7, 9, 11]) // => { statistic: 3.400344784003258, pValue: 0.4931919784394009, degreesOfFreedom: 4 }
 */
export function eppsSingleton(reference: ArrayLike<number>, current: ArrayLike<number>): EppsSingletonResult {
  requireAscending('epps-singleton', reference);
  requireAscending('epps-singleton', current);
  const [n, m] = [reference.length, current.length];
  if (Math.min(n, m) < FEWEST_ROWS)
    throw new RangeError(`epps-singleton needs at least ${FEWEST_ROWS} values on each side, got ${n} and ${m}`);
  const isConstant = (side: ArrayLike<number>) => side[0] === side[side.length - 1];
  if (isConstant(reference) && isConstant(current)) {
    throw new RangeError('epps-singleton needs values that vary on one side at least, got one value on each');
  }
  const view = pooledView(reference, current);
  const [one, other] = [characteristic(reference, view), characteristic(current, view)];
  const rows = n + m;
  const covariance = one.covariance.map((row, i) =>
    row.map((entry, j) => (rows / n) * entry + (rows / m) * ((other.covariance[i] as Float64Array)[j] as number)),
  );
  const difference = one.mean.map((mean, index) => mean - (other.mean[index] as number));
  const { form, rank } = inverseForm(covariance, difference);
  const correction = Math.max(n, m) < SMALL_ROWS ? 1 / (1 + rows ** -0.45 + 10.1 * (n ** -1.7 + m ** -1.7)) : 1;
  const statistic = rows * form * correction;
  return { statistic, pValue: chiSquareSurvival(statistic, rank), degreesOfFreedom: rank };
}

/** Where and at which scale the characteristic functions are looked at: W does not change with a shift, rounding does. */
interface View {
  readonly center: number;
  readonly scale: number;
}

function pooledView(reference: ArrayLike<number>, current: ArrayLike<number>): View {
  const pooled = mergedSorted(reference, current);
  const range = quantileSorted(pooled, 0.75) - quantileSorted(pooled, 0.25);
  if (!(range > 0 && range < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`epps-singleton needs a pooled interquartile range above 0, got ${range}`);
  }
  return { center: pooled[pooled.length >> 1] as number, scale: FIRST_POINT / (range / 2) };
}

/** Mean and covariance (ddof 0) of cos a − 1, cos 2a − 1, sin a and sin 2a over a sample; a is 0 at the center. */
function characteristic(values: ArrayLike<number>, { center, scale }: View): { mean: Float64Array; covariance: Float64Array[] } {
  const sums = new Float64Array(4);
  const products = Array.from({ length: 4 }, () => new Float64Array(4));
  const point = new Float64Array(4);
  for (let index = 0; index < values.length; index++) {
    const angle = ((values[index] as number) - center) * scale;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    point[0] = cosine - 1;
    point[1] = -2 * sine * sine;
    point[2] = sine;
    point[3] = 2 * sine * cosine;
    for (let i = 0; i < 4; i++) {
      const factor = point[i] as number;
      sums[i] = (sums[i] as number) + factor;
      const row = products[i] as Float64Array;
      for (let j = 0; j <= i; j++) row[j] = (row[j] as number) + factor * (point[j] as number);
    }
  }
  const mean = sums.map((sum) => sum / values.length);
  const covariance = products.map((_, i) =>
    Float64Array.from({ length: 4 }, (_, j) => {
      const product = (products[Math.max(i, j)] as Float64Array)[Math.min(i, j)] as number;
      return product / values.length - (mean[i] as number) * (mean[j] as number);
    }),
  );
  return { mean, covariance };
}

/** dᵀ C⁺ d and the rank of C. */
function inverseForm(covariance: readonly Float64Array[], difference: Float64Array): { form: number; rank: number } {
  const { values, vectors } = symmetricEigen(covariance);
  const smallest = SMALLEST_EIGENVALUE * Math.max(...values);
  let [form, rank] = [0, 0];
  for (const [index, value] of values.entries()) {
    if (!(value > smallest)) continue;
    const along = (vectors[index] as Float64Array).reduce((sum, part, row) => sum + part * (difference[row] as number), 0);
    form += (along * along) / value;
    rank++;
  }
  return { form, rank };
}
