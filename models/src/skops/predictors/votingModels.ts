import { isPy } from '../schema/pyValue.ts';
import type { CompilePredictor, Predictor, StepInput } from '../step.ts';
import { selectColumns } from '../transforms/selectColumns.ts';
import { classLevels } from './classLevels.ts';
import { largestIndex } from './largest.ts';
import { classPlaces, membersOf } from './memberClasses.ts';

/** The weights of a VotingClassifier or VotingRegressor, of the estimators that were not dropped. */
function votingWeights({ fields }: StepInput, count: number): Float64Array | undefined {
  if (!fields.has('weights')) return undefined;
  const weights = fields.list('weights').map(Number);
  const used = fields.list('estimators').map((entry) => Array.isArray(entry) && entry[1] !== 'drop');
  const kept = weights.filter((_, index) => used[index]);
  if (kept.length !== count) throw fields.mismatch('weights', `${count} numbers`);
  return Float64Array.from(kept);
}

/** The average of several answers, as numpy computes it. */
function average(answers: readonly Float64Array[], weights: Float64Array | undefined): Float64Array {
  const sums = new Float64Array(answers[0]?.length ?? 0);
  answers.forEach((answer, index) => {
    const weight = weights?.[index] ?? 1;
    for (let place = 0; place < sums.length; place++) sums[place] = (sums[place] as number) + (answer[place] as number) * weight;
  });
  const total = weights === undefined ? answers.length : weights.reduce((sum, weight) => sum + weight, 0);
  return sums.map((sum) => sum / total);
}

export const votingClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const members = membersOf(input, 'estimators_');
  const weights = votingWeights(input, members.length);
  const size = classes.length;
  const places = members.map((member) => classPlaces(member, { count: size, fields }));
  if (fields.choice('voting', ['hard', 'soft'], 'hard') === 'soft') {
    if (members.some((member) => member.hasProbabilities !== true || member.classes?.length !== size)) {
      throw fields.unsupported('estimators_: a classifier without probabilities of every class');
    }
    return {
      classes,
      hasProbabilities: true,
      predict: (rows, count) => {
        const probabilities = average(
          members.map((member) => member.predict(rows, count).probabilities as Float64Array),
          weights,
        );
        return { values: largestIndex(probabilities, count), probabilities };
      },
    };
  }
  return {
    classes,
    predict: (rows, count) => {
      const votes = new Float64Array(count * size);
      members.forEach((member, index) => {
        member.predict(rows, count).values.forEach((value, row) => {
          const place = row * size + (places[index]?.[value] as number);
          votes[place] = (votes[place] as number) + (weights?.[index] ?? 1);
        });
      });
      return { values: largestIndex(votes, count) };
    },
  };
};

export const votingRegressor: CompilePredictor = (input) => {
  const members = membersOf(input, 'estimators_');
  const weights = votingWeights(input, members.length);
  return {
    predict: (rows, count) => ({
      values: average(
        members.map((member) => member.predict(rows, count).values),
        weights,
      ),
    }),
  };
};

/** The estimators of a bagging model, each given some of the columns. */
function baggedMembers(input: StepInput): readonly Predictor[] {
  const { fields, columns } = input;
  const features = fields.list('estimators_features_');
  return fields.list('estimators_').map((value, index) => {
    const chosen = features[index];
    const places = isPy(chosen, 'array') ? Array.from(chosen.array.numbers) : [];
    if (places.length === 0 || places.some((place) => columns[place] === undefined)) {
      throw fields.refusal(`estimators_features_[${index}]: expected indices of the ${columns.length} columns`);
    }
    // Members are fitted on arrays without names.
    const selected = selectColumns(columns, places);
    const member = input.compile.predictor({ ...input, fields: fields.inside(value, `estimators_[${index}]`), columns: selected.columns });
    const { sums } = member;
    return {
      ...member,
      predict: (rows, count) => member.predict(selected.apply(rows, count), count),
      ...(sums === undefined
        ? {}
        : {
            sums: {
              outputs: sums.outputs,
              compute: (rows: Float64Array, count: number) => sums.compute(selected.apply(rows, count), count),
            },
          }),
    };
  });
}

export const baggingClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const members = baggedMembers(input);
  const size = classes.length;
  const places = members.map((member) => classPlaces(member, { count: size, fields }));
  const scores = members.flatMap(({ sums }) => (sums === undefined ? [] : [sums]));
  const outputs = scores[0]?.outputs ?? 0;
  const hasScores = scores.length === members.length && scores.every((one) => one.outputs === outputs);
  return {
    classes,
    hasProbabilities: true,
    ...(hasScores
      ? {
          sums: {
            outputs,
            compute: (rows, count) =>
              average(
                scores.map(({ compute }) => compute(rows, count)),
                undefined,
              ),
          },
        }
      : {}),
    predict: (rows, count) => {
      const sums = new Float64Array(count * size);
      members.forEach((member, index) => {
        addShares(sums, { answer: member.predict(rows, count), places: places[index] as readonly number[], size });
      });
      const probabilities = sums.map((sum) => sum / members.length);
      return { values: largestIndex(probabilities, count), probabilities };
    },
  };
};

function addShares(
  sums: Float64Array,
  { answer, places, size }: { answer: ReturnType<Predictor['predict']>; places: readonly number[]; size: number },
): void {
  const { values, probabilities } = answer;
  values.forEach((value, row) => {
    places.forEach((place, index) => {
      const share = probabilities === undefined ? (index === value ? 1 : 0) : (probabilities[row * places.length + index] as number);
      sums[row * size + place] = (sums[row * size + place] as number) + share;
    });
  });
}

export const baggingRegressor: CompilePredictor = (input) => {
  const members = baggedMembers(input);
  return {
    predict: (rows, count) => ({
      values: average(
        members.map((member) => member.predict(rows, count).values),
        undefined,
      ),
    }),
  };
};
