/** A beta-binomial variable: successes in `trials`, whose probability has itself a beta distribution of shapes a and b. */
export interface BetaBinomial {
  readonly trials: number;
  readonly a: number;
  readonly b: number;
}

/** Beyond so many times a + b the trials add nothing to the spread of the share that a and b leave. */
const MOST_TIMES = 100;
const NEGLIGIBLE = 1e-18;

/**
 * Smallest count that a beta-binomial variable exceeds with at most that probability.
 *
 * With a = r + 1 and b = m − r it is a prediction limit for the count among `trials` new rows, after r among m rows (r + 1 for the upper end
 * of Clopper and Pearson); with a = 2 and b = m − 1, for the new values outside the extremes of m old ones, whatever their continuous
 * distribution. The weights come by recurrence from the mode, so the cost grows with the standard deviation only. Above 100 (a + b) trials
 * the share is that of 100 (a + b) trials: at most half a per cent of the spread too wide.
 *
 * @param variable trials, an integer ≥ 0; a > 0; b ≥ 1
 * @param probability from 1e-12 to 1
 * @returns an integer from 0 to the trials
 * @throws RangeError when a parameter is out of range or NaN
 * @see Johnson, Kemp & Kotz, Univariate Discrete Distributions, 3rd edition (2005), section 6.2.2; Wilks, Determination of Sample Sizes for Setting Tolerance Limits (1941)
 * @example
 * betaBinomialUpperQuantile({ trials: 100, a: 2, b: 999 }, 0.01) // => 2
 */
export function betaBinomialUpperQuantile(variable: BetaBinomial, probability: number): number {
  requireParameters(variable, probability);
  const { a, b } = variable;
  const trials = Math.min(variable.trials, Math.ceil(MOST_TIMES * (a + b)));
  const quantile = quantileFromMode({ trials, a, b }, probability);
  return trials === variable.trials ? quantile : Math.min(variable.trials, Math.ceil((quantile / trials) * variable.trials));
}

function quantileFromMode(variable: BetaBinomial, probability: number): number {
  const start = mode(variable);
  const below = sumBelow(variable, start);
  const above = sumAbove(variable, start);
  const allowed = probability * (below + 1 + above);
  let [count, weight, beyond] = [start, 1, above];
  while (beyond > allowed && count < variable.trials) {
    weight *= ratio(variable, count);
    beyond -= weight;
    count++;
  }
  return count > start ? count : quantileBelow(variable, start, { beyond: above, allowed });
}

/** Down from the mode, for probabilities so large that the quantile lies below it. */
function quantileBelow(variable: BetaBinomial, start: number, { beyond, allowed }: { beyond: number; allowed: number }): number {
  let [count, weight, tail] = [start, 1, beyond];
  while (count > 0 && tail + weight <= allowed) {
    tail += weight;
    count--;
    weight /= ratio(variable, count);
  }
  return count;
}

function sumAbove(variable: BetaBinomial, start: number): number {
  let [sum, weight] = [0, 1];
  for (let count = start; count < variable.trials && weight > NEGLIGIBLE; count++) {
    weight *= ratio(variable, count);
    sum += weight;
  }
  return sum;
}

function sumBelow(variable: BetaBinomial, start: number): number {
  let [sum, weight] = [0, 1];
  for (let count = start; count > 0 && weight > NEGLIGIBLE; count--) {
    weight /= ratio(variable, count - 1);
    sum += weight;
  }
  return sum;
}

/** P(X = count + 1) / P(X = count). */
function ratio({ trials, a, b }: BetaBinomial, count: number): number {
  return ((trials - count) * (a + count)) / ((count + 1) * (b + trials - count - 1));
}

function mode({ trials, a, b }: BetaBinomial): number {
  return a <= 1 ? 0 : Math.min(trials, Math.floor(((trials + 1) * (a - 1)) / (a + b - 2)));
}

function requireParameters({ trials, a, b }: BetaBinomial, probability: number): void {
  if (!(Number.isSafeInteger(trials) && trials >= 0)) throw new RangeError(`beta-binomial needs trials of at least 0, got ${trials}`);
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw new RangeError(`beta-binomial needs a positive shape a, got ${a}`);
  if (!(b >= 1 && b < Number.POSITIVE_INFINITY)) throw new RangeError(`beta-binomial needs a shape b of at least 1, got ${b}`);
  if (!(probability >= 1e-12 && probability <= 1))
    throw new RangeError(`beta-binomial needs a probability from 1e-12 to 1, got ${probability}`);
}
