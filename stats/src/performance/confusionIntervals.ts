import { quantileSorted } from '../quantileSorted.ts';
import { randomFromSeed } from '../randomFromSeed.ts';
import { binomialFrom } from './binomialFrom.ts';
import { type ConfusionScores, confusionScores } from './confusionScores.ts';
import type { Interval } from './wilsonInterval.ts';

/** 95 % intervals of the figures of a confusion matrix that have no formula of their own. */
export interface ConfusionIntervals {
  readonly balancedAccuracy: Interval;
  readonly macroPrecision: Interval;
  readonly macroRecall: Interval;
  readonly macroF1: Interval;
  /** F1 of each class. */
  readonly f1: readonly Interval[];
}

/** Cells that all resamples together may have, which bounds the time for many classes. */
const MAX_CELLS = 4_000_000;

/**
 * Percentile bootstrap of a confusion matrix.
 *
 * Resampling rows is drawing the counts of the cells from a multinomial, so that a million rows cost as much as a thousand.
 *
 * @param confusion whole row counts, one list per actual class, at least one row
 * @param options seed: the same seed gives the same intervals; resamples: 400 unless told, fewer (at least 100) for over 100 classes
 * @returns 2.5 and 97.5 % quantiles of each figure over the resamples
 * @see Efron & Tibshirani, An Introduction to the Bootstrap (1993), chapter 13
 * @example
 * confusionIntervals([[5, 0], [0, 5]], { seed: 1 }).macroF1 // => { lower: 1, upper: 1 }
 */
export function confusionIntervals(
  confusion: readonly (readonly number[])[],
  { seed, resamples = 400 }: { readonly seed: number; readonly resamples?: number },
): ConfusionIntervals {
  const bounded = Math.max(100, Math.min(resamples, Math.floor(MAX_CELLS / confusion.length ** 2)));
  const draw = resampler(confusion, randomFromSeed(seed));
  const scores = Array.from({ length: bounded }, () => confusionScores(draw()));
  const interval = (of: (score: ConfusionScores) => number) => percentileInterval(Float64Array.from(scores, of));
  return {
    balancedAccuracy: interval((score) => score.balancedAccuracy),
    macroPrecision: interval((score) => score.macroPrecision),
    macroRecall: interval((score) => score.macroRecall),
    macroF1: interval((score) => score.macroF1),
    f1: confusion.map((_, index) => interval(({ perClass }) => perClass[index]?.f1 ?? 0)),
  };
}

/** Cells one after another: each takes its binomial share of the rows that the cells before it left. */
function resampler(confusion: readonly (readonly number[])[], random: () => number): () => Float64Array[] {
  const binomial = binomialFrom(random);
  const rows = confusion.flat().reduce((sum, count) => sum + count, 0);
  const resampled = confusion.map(({ length }) => new Float64Array(length));
  return () => {
    let [rowsLeft, countLeft] = [rows, rows];
    for (const [index, counts] of confusion.entries()) {
      const drawn = resampled[index] as Float64Array;
      for (const [column, count] of counts.entries()) {
        const taken = count === 0 ? 0 : binomial(rowsLeft, count / countLeft);
        drawn[column] = taken;
        rowsLeft -= taken;
        countLeft -= count;
      }
    }
    return resampled;
  };
}

function percentileInterval(values: Float64Array): Interval {
  values.sort();
  return { lower: quantileSorted(values, 0.025), upper: quantileSorted(values, 0.975) };
}
