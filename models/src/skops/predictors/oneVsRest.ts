import type { Apply, CompilePredictor } from '../step.ts';
import { classLevels } from './classLevels.ts';
import { largestIndex } from './largest.ts';
import { membersOf } from './memberClasses.ts';

/** One binary classifier per class; for two classes a single one. */
export const oneVsRest: CompilePredictor = (input) => {
  const { fields } = input;
  const binarizer = fields.inside(fields.value('label_binarizer_'), 'label_binarizer_');
  const classes = classLevels(binarizer);
  const members = membersOf(input, 'estimators_');
  const isBinary = members.length === 1 && classes.length === 2;
  if (!isBinary && members.length !== classes.length) throw fields.mismatch('estimators_', `one per class of ${classes.length}`);
  const scores = members.map((member) => {
    const { sums } = member;
    if (sums !== undefined && sums.outputs === 1) return { threshold: 0, compute: sums.compute };
    if (member.hasProbabilities !== true || member.classes?.length !== 2)
      throw fields.unsupported('estimators_: a classifier without scores');
    return { threshold: 0.5, compute: secondShares(member) };
  });
  const hasProbabilities = members.every((member) => member.hasProbabilities === true && member.classes?.length === 2);
  const size = classes.length;
  // Up to 1.7 the last of equal scores wins.
  const argmax = fields.version >= 8 ? largestIndex : lastLargestIndex;
  const together: Apply = (rows, count) => {
    const lists = scores.map(({ compute }) => compute(rows, count));
    const width = lists.length;
    return Float64Array.from({ length: count * width }, (_, place) => lists[place % width]?.[Math.floor(place / width)] as number);
  };
  return {
    classes,
    hasProbabilities,
    ...(scores.every(({ threshold }) => threshold === 0) ? { sums: { outputs: scores.length, compute: together } } : {}),
    predict: (rows, count) => {
      const all = together(rows, count);
      const values = isBinary ? all.map((score) => (score > (scores[0]?.threshold ?? 0) ? 1 : 0)) : argmax(all, count);
      return hasProbabilities
        ? {
            values,
            probabilities: sharesOf(
              members.map((member) => secondShares(member)(rows, count)),
              size,
            ),
          }
        : { values };
    },
  };
};

function secondShares(member: ReturnType<CompilePredictor>): (rows: Float64Array, count: number) => Float64Array {
  return (rows, count) => (member.predict(rows, count).probabilities as Float64Array).filter((_, index) => index % 2 === 1);
}

/** Probabilities of each class against the others, divided by their sum. */
function sharesOf(lists: readonly Float64Array[], size: number): Float64Array {
  const [first = new Float64Array(0)] = lists;
  const shares = new Float64Array(first.length * size);
  for (let row = 0; row < first.length; row++) {
    if (lists.length === 1) {
      shares.set([1 - (first[row] as number), first[row] as number], row * size);
      continue;
    }
    const own = lists.map((list) => list[row] as number);
    const total = own.reduce((sum, share) => sum + share, 0);
    shares.set(
      // Where no classifier gives its class any share, none has one; up to 1.6 the library answers with NaN there.
      own.map((share) => (total === 0 ? 0 : share / total)),
      row * size,
    );
  }
  return shares;
}

function lastLargestIndex(scores: Float64Array, count: number): Float64Array {
  const last = scores.length / Math.max(1, count) - 1;
  // In each row backwards, the last one is the first.
  return largestIndex(scores.toReversed(), count)
    .toReversed()
    .map((index) => last - index);
}
