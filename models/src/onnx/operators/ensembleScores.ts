import { logistic, type TransformName, transforms } from './scores.ts';

interface ClassRules {
  readonly classes: number;
  /** Classes that leaves have weights for. */
  readonly ids: ReadonlySet<number>;
  readonly base: readonly number[];
  readonly transform: TransformName;
  /** Whether no weight is negative. */
  readonly isPositive: boolean;
}

/** Classes and scores of rows from the sums of their leaves (rows × classes). */
type ClassScores = (sums: Float64Array, rows: number) => { chosen: Int32Array; scores: Float64Array };

/** The rules of the operator's runtime, which differ for two classes, above all where all weights belong to one of them. */
export function classScores(rules: ClassRules): ClassScores {
  const { classes } = rules;
  const finish = classes > 2 ? severalClasses(rules) : oneOrTwoClasses(rules);
  return (sums, rows) => {
    const chosen = new Int32Array(rows);
    const scores = new Float64Array(sums.length);
    for (let row = 0; row < rows; row++) {
      const own = scores.subarray(row * classes, (row + 1) * classes);
      own.set(sums.subarray(row * classes, (row + 1) * classes));
      chosen[row] = finish(own);
    }
    return { chosen, scores };
  };
}

/** Turns the sums of a row into scores in place and returns the index of its class. */
type Finish = (row: Float64Array) => number;

/** A class without weights and base keeps the sum 0 and is never chosen. */
function severalClasses({ ids, base, transform }: ClassRules): Finish {
  const counts = (index: number) => ids.has(index) || index < base.length;
  return (row) => {
    let best = -1;
    for (let at = 0; at < row.length; at++) {
      row[at] = Math.fround((row[at] as number) + (base[at] ?? 0));
      if (counts(at) && (best < 0 || (row[at] as number) > (row[best] as number))) best = at;
    }
    transforms[transform](row);
    return Math.max(best, 0);
  };
}

function oneOrTwoClasses(rules: ClassRules): Finish {
  const { ids, base, classes, transform } = rules;
  const hasSecond = ids.has(1);
  if (hasSecond && classes === 2) {
    return (row) => {
      if (base.length === 2 && ids.size === 2) for (const at of [0, 1]) row[at] = Math.fround((row[at] as number) + (base[at] ?? 0));
      const best = (row[1] as number) > (row[0] as number) ? 1 : 0;
      transforms[transform](row);
      return best;
    };
  }
  return oneScore(rules);
}

/** All weights belong to one of two classes: the score is that of the second, and the first gets the rest. */
function oneScore({ base, classes, transform, isPositive }: ClassRules): Finish {
  return (row) => {
    const score = Math.fround((row[0] as number) + (base.at(-1) ?? 0));
    if (classes < 2) {
      row[0] = score;
      transforms[transform](row);
      return 0;
    }
    if (transform === 'LOGISTIC') row.set(isPositive ? [Math.fround(1 - score), score] : [logistic(-score), logistic(score)]);
    else row.set(isPositive ? [Math.fround(1 - score), score] : [-score, score]);
    return score > (isPositive ? 0.5 : 0) ? 1 : 0;
  };
}
