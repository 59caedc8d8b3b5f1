import { hypergeometricProbability, type Urn } from './hypergeometricProbability.ts';

/** The sample odds ratio, Infinity or 0 where a count is 0, 1 when a row or a column is empty; and the two-sided p-value. */
export interface FisherExactResult {
  readonly statistic: number;
  readonly pValue: number;
}

type Row = readonly [number, number];

// Tables that mirror each other are as likely; rounding must not tell them apart.
const SAME_PROBABILITY = 1 + 1e-11;

/**
 * Fisher's exact test that two categories have the same shares on both sides, two-sided, as scipy's `fisher_exact`: the probability of all
 * tables with these totals that are at most as likely as this one. Of an empty row or column the p-value is 1.
 *
 * @param reference rows of the first and the second category
 * @param current rows of the first and the second category
 * @returns odds ratio and p-value, relative accuracy about 1e-12
 * @throws RangeError when a count is not a whole number of at least 0
 * @see Fisher, The Design of Experiments (1935), section 21
 * @example
 * fisherExact([8, 2], [1, 5]) // => { statistic: 20, pValue: 0.034965034965 }
 */
export function fisherExact(reference: Row, current: Row): FisherExactResult {
  const [[a, b], [c, d]] = [reference, current];
  for (const count of [a, b, c, d]) {
    if (!(Number.isInteger(count) && count >= 0)) throw new RangeError(`fisher needs whole counts of at least 0, got ${count}`);
  }
  if (a + b === 0 || c + d === 0 || a + c === 0 || b + d === 0) return { statistic: 1, pValue: 1 };
  const urn = { balls: a + b + c + d, marked: a + b, drawn: a + c };
  return { statistic: (a * d) / (b * c), pValue: twoSidedPValue(a, urn) };
}

function twoSidedPValue(count: number, urn: Urn): number {
  const { balls, marked, drawn } = urn;
  const mode = Math.floor(((drawn + 1) * (marked + 1)) / (balls + 2));
  const limit = hypergeometricProbability(count, urn) * SAME_PROBABILITY;
  if (limit >= hypergeometricProbability(mode, urn)) return 1;
  const away = count < mode ? -1 : 1;
  const end = away === 1 ? Math.max(0, drawn + marked - balls) : Math.min(drawn, marked);
  const far = firstAtMost(limit, { mode, end, urn });
  return Math.min(1, tail(count, away, urn) + (far === undefined ? 0 : tail(far, -away, urn)));
}

/** The count nearest to the mode, towards the end, whose probability is at most the limit. */
function firstAtMost(limit: number, { mode, end, urn }: { mode: number; end: number; urn: Urn }): number | undefined {
  if (hypergeometricProbability(end, urn) > limit) return undefined;
  let [likely, unlikely] = [mode, end];
  while (Math.abs(unlikely - likely) > 1) {
    const middle = Math.floor((likely + unlikely) / 2);
    if (hypergeometricProbability(middle, urn) > limit) likely = middle;
    else unlikely = middle;
  }
  return unlikely;
}

/** Probability of a count and of all beyond it, away from the mode. */
function tail(from: number, step: number, { balls, marked, drawn }: Urn): number {
  const spare = balls - marked - drawn;
  let [count, sum] = [from, 0];
  let term = hypergeometricProbability(from, { balls, marked, drawn });
  while (term > sum * 1e-18) {
    sum += term;
    term *=
      step === 1
        ? ((marked - count) * (drawn - count)) / ((count + 1) * (spare + count + 1))
        : (count * (spare + count)) / ((marked - count + 1) * (drawn - count + 1));
    count += step;
  }
  return sum;
}
