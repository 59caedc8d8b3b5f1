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

/** Of two classes. What a base of two numbers does is not in the specification; the runtime of ONNX does this. */
function oneOrTwoClasses(rules: ClassRules): Finish {
  const { ids, base, classes, transform } = rules;
  const [hasFirst, hasSecond] = [ids.has(0), ids.has(1)];
  const isSecond = secondClass(rules);
  if (classes < 2 || (!hasSecond && base.length < 2)) return oneScore(rules);
  return (row) => {
    if (base.length === 1 && hasFirst) row[0] = Math.fround((row[0] as number) + (base[0] as number));
    if (base.length === 2 && hasSecond) {
      row[1] = Math.fround((base[1] as number) + (row[0] as number));
      if (hasFirst) row[0] = -(row[1] as number);
    } else if (base.length === 2) row[0] = Math.fround((row[0] as number) + (base[0] as number));
    const chosen = isSecond(row[hasSecond ? 1 : 0] as number);
    transforms[transform](row);
    return chosen;
  };
}

/** Whether the score of the second class decides for it. */
function secondClass({ ids, isPositive }: ClassRules): (score: number) => number {
  const limit = ids.size === 1 && isPositive ? 0.5 : 0;
  return (score) => (score > limit ? 1 : 0);
}

/** One score, of the second class whatever its id; the first class gets the rest. */
function oneScore(rules: ClassRules): Finish {
  const { base, classes, transform, isPositive } = rules;
  const isSecond = secondClass(rules);
  return (row) => {
    const score = Math.fround((row[0] as number) + (base[0] ?? 0));
    if (classes < 2) {
      row[0] = score;
      transforms[transform](row);
      return 0;
    }
    if (transform === 'LOGISTIC') row.set([logistic(-score), logistic(score)]);
    else row.set([isPositive ? Math.fround(1 - score) : -score, score]);
    return isSecond(score);
  };
}
