/**
 * Exact probability that Mann and Whitney's U of two samples without ties is at least a number, when both come from one distribution.
 *
 * The number of orders that give U = k is the coefficient of qᵏ in the Gaussian binomial ∏ (1 − qˡ⁺ⁱ) / (1 − qⁱ), i from 1 to the smaller
 * size, l the larger one; the product is built factor by factor up to the power needed. Time and memory grow with the product of the sizes.
 *
 * @param statistic U, a whole number from 0 to the product of the sizes
 * @param sizes rows of both samples, each at least 1
 * @returns a probability, relative accuracy about 1e-12
 * @throws RangeError when the statistic is not a whole number in range
 * @see Andrews, The Theory of Partitions (1976), theorem 3.1
 * @example
 * exactMannWhitneySurvival(9, [3, 3]) // => 0.05
 */
export function exactMannWhitneySurvival(statistic: number, sizes: readonly [number, number]): number {
  const [smaller, larger] = [Math.min(...sizes), Math.max(...sizes)];
  const most = smaller * larger;
  if (!(Number.isInteger(statistic) && statistic >= 0 && statistic <= most)) {
    throw new RangeError(`mann-whitney needs a whole statistic from 0 to ${most}, got ${statistic}`);
  }
  // The distribution is symmetric: the shorter end is summed.
  const isUpperHalf = statistic >= most - statistic;
  const last = isUpperHalf ? most - statistic : statistic - 1;
  const tail = last < 0 ? 0 : ordersUpTo(last, smaller, larger) / binomial(smaller + larger, smaller);
  return isUpperHalf ? tail : 1 - tail;
}

function ordersUpTo(last: number, smaller: number, larger: number): number {
  const orders = new Float64Array(last + 1);
  orders[0] = 1;
  for (let factor = 1; factor <= smaller; factor++) {
    for (let power = last; power >= larger + factor; power--) {
      orders[power] = (orders[power] as number) - (orders[power - larger - factor] as number);
    }
    for (let power = factor; power <= last; power++) orders[power] = (orders[power] as number) + (orders[power - factor] as number);
  }
  return orders.reduce((sum, count) => sum + count, 0);
}

function binomial(n: number, k: number): number {
  let product = 1;
  for (let i = 1; i <= k; i++) product *= (n - k + i) / i;
  return product;
}
