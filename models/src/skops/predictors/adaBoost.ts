import { softmax } from '../../links/links.ts';
import type { Level } from '../columns/level.ts';
import type { Apply, CompilePredictor, Predictor, StepInput } from '../step.ts';
import { linkRows } from './boostedAnswer.ts';
import { classLevels } from './classLevels.ts';
import { largestIndex } from './largest.ts';
import { classPlaces, membersOf, moveClasses } from './memberClasses.ts';

export const adaBoostClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const count = classes.length;
  if (count < 2) throw fields.unsupported('classes_: a model of one class');
  const votes = fields.value('algorithm') === 'SAMME.R' ? logShares(input, classes) : weightedVotes(input, classes);
  const total = fields.numbers('estimator_weights_').reduce((sum, weight) => sum + weight, 0);
  const sums: Apply = (rows, rowCount) => {
    const scores = votes(rows, rowCount).map((vote) => vote / total);
    return count > 2
      ? scores
      : Float64Array.from({ length: rowCount }, (_, row) => -(scores[2 * row] as number) + (scores[2 * row + 1] as number));
  };
  return {
    classes,
    hasProbabilities: true,
    sums: { outputs: count > 2 ? count : 1, compute: sums },
    predict: (rows, rowCount) => {
      const scores = sums(rows, rowCount);
      const values = count > 2 ? largestIndex(scores, rowCount) : scores.map((score) => (score > 0 ? 1 : 0));
      const shares = count > 2 ? scores.map((score) => score / (count - 1)) : scores.reduce(bothHalves, new Float64Array(2 * rowCount));
      return { values, probabilities: linkRows(shares, count, softmax) };
    },
  };
};

function bothHalves(both: Float64Array, score: number, row: number): Float64Array {
  both[2 * row] = -score / 2;
  both[2 * row + 1] = score / 2;
  return both;
}

/** Each classifier gives its weight to the class it predicts; from 1.3 on it also takes a share of it from the others. */
function weightedVotes(input: StepInput, classes: readonly Level[]): Apply {
  const { fields } = input;
  const members = membersOf(input, 'estimators_');
  const weights = fields.numbers('estimator_weights_');
  const size = classes.length;
  const places = members.map((member) => classPlaces(member, { count: size, classes, fields }));
  const against = fields.version >= 3 ? -1 / (size - 1) : 0;
  return (rows, count) => {
    const votes = new Float64Array(count * size);
    members.forEach((member, index) => {
      const weight = weights[index] ?? 0;
      const predicted = moveClasses(member.predict(rows, count).values, places[index] as readonly number[]);
      for (let place = 0; place < votes.length; place++) {
        const isPredicted = predicted[Math.floor(place / size)] === place % size;
        votes[place] = (votes[place] as number) + (isPredicted ? weight : against * weight);
      }
    });
    return votes;
  };
}

/** The algorithm SAMME.R, up to scikit-learn 1.7: logs of the probabilities of each classifier. */
function logShares(input: StepInput, classes: readonly Level[]): Apply {
  const { fields } = input;
  const members = membersOf(input, 'estimators_');
  const size = classes.length;
  for (const member of members)
    if (!hasAllShares(member, size)) throw fields.unsupported('estimators_: a classifier without probabilities of every class');
  return (rows, count) => {
    const sums = new Float64Array(count * size);
    for (const member of members) {
      const logs = (member.predict(rows, count).probabilities as Float64Array).map((share) => Math.log(Math.max(share, Number.EPSILON)));
      for (let start = 0; start < logs.length; start += size) {
        const total = logs.subarray(start, start + size).reduce((sum, log) => sum + log, 0);
        for (let place = start; place < start + size; place++) {
          sums[place] = (sums[place] as number) + (size - 1) * ((logs[place] as number) - (1 / size) * total);
        }
      }
    }
    return sums;
  };
}

function hasAllShares(member: Predictor, size: number): boolean {
  return member.hasProbabilities === true && member.classes?.length === size;
}

/** The weighted median of the predictions. */
export const adaBoostRegressor: CompilePredictor = (input) => {
  const members = membersOf(input, 'estimators_');
  const weights = input.fields.numbers('estimator_weights_');
  const total = weights.subarray(0, members.length).reduce((sum, weight) => sum + weight, 0);
  return {
    predict: (rows, count) => {
      const predicted = members.map((member) => member.predict(rows, count).values);
      const values = new Float64Array(count);
      const order = members.map((_, index) => index);
      for (let row = 0; row < count; row++) {
        const at = (index: number): number => predicted[index]?.[row] as number;
        order.sort((left, right) => at(left) - at(right));
        let [place, below] = [0, weights[order[0] as number] as number];
        while (below < 0.5 * total && place + 1 < order.length) below += weights[order[++place] as number] as number;
        values[row] = at(order[place] as number);
      }
      return { values };
    },
  };
};
