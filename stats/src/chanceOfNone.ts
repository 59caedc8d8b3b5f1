/**
 * Probability that none of `trials` new rows is of a kind that `found` of `rows` old rows were: the beta-binomial probability of zero with
 * shapes r and m − r + 1 (the lower end of Clopper and Pearson, so rather too high than too low):
 *
 *     P = Πᵢ₌₀ʳ⁻¹ (m − r + 1 + i) / (m − r + 1 + n + i)
 *
 * @param found rows of that kind, r, from 0 to `rows`; 0 gives 1
 * @param rows old rows, m
 * @param trials new rows, n ≥ 0
 * @returns a probability
 * @throws RangeError when `found` is not from 0 to `rows`, or `trials` is negative or NaN
 * @see Johnson, Kemp & Kotz, Univariate Discrete Distributions, 3rd edition (2005), section 6.2.2
 * @example
 * chanceOfNone(1, 10, 10) // => 0.5
 */
export function chanceOfNone(found: number, rows: number, trials: number): number {
  if (!(found >= 0 && found <= rows)) throw new RangeError(`the chance of none needs 0 to ${rows} rows of that kind, got ${found}`);
  if (!(trials >= 0)) throw new RangeError(`the chance of none needs at least 0 trials, got ${trials}`);
  const others = rows - found + 1;
  let chance = 1;
  for (let index = 0; index < found && chance > 0; index++) chance *= (others + index) / (others + trials + index);
  return chance;
}
