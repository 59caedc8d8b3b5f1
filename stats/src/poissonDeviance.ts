/**
 * Half the Poisson deviance of a count: count · ln(count / mean) + mean − count.
 *
 * Written as such, it cancels when count and mean are close. Expanding the logarithm there keeps full relative accuracy,
 * which the far tails need: they exponentiate it.
 *
 * @param count a number ≥ 0
 * @param mean a number > 0
 * @param excess mean minus count, for callers that know it better than the subtraction of two rounded numbers
 * @returns a number ≥ 0, zero when the excess is zero
 * @see Loader, Fast and Accurate Computation of Binomial Probabilities (2000), section 5 (`bd0`)
 * @example
 * poissonDeviance(100, 110) // => 0.46898201956751395
 */
export function poissonDeviance(count: number, mean: number, excess: number = mean - count): number {
  if (count === 0) return excess;
  const ratio = -excess / (count + mean);
  if (Math.abs(ratio) > 1 / 3) return count * Math.log(count / mean) + excess;
  let sum = -excess * ratio;
  let power = 2 * count * ratio;
  for (let odd = 3; ; odd += 2) {
    power *= ratio * ratio;
    const next = sum + power / odd;
    // Written so that a NaN ends the loop too.
    if (!(Math.abs(next - sum) > 0)) return sum;
    sum = next;
  }
}
