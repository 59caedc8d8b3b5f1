import { softmax } from '../../links/links.ts';
import type { Level } from '../columns/level.ts';
import type { Fields } from '../schema/fields.ts';
import { isPy } from '../schema/pyValue.ts';
import type { Apply, CompilePredictor, Predictor, StepInput } from '../step.ts';
import { linkRows } from './boostedAnswer.ts';
import { classLevels } from './classLevels.ts';
import { interpolate } from './interpolate.ts';
import { largestIndex } from './largest.ts';
import { classPlaces } from './memberClasses.ts';

/** The mean of calibrated classifiers, one per fold. */
export const calibratedClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const parts = fields
    .list('calibrated_classifiers_')
    .map((part, index) => calibratedShares({ ...input, fields: fields.inside(part, `calibrated_classifiers_[${index}]`) }, classes));
  if (parts.length === 0) throw fields.mismatch('calibrated_classifiers_', 'at least one classifier');
  return {
    classes,
    hasProbabilities: true,
    predict: (rows, count) => {
      const sums = new Float64Array(count * classes.length);
      for (const part of parts) {
        const shares = part(rows, count);
        for (let place = 0; place < sums.length; place++) sums[place] = (sums[place] as number) + (shares[place] as number);
      }
      const probabilities = sums.map((sum) => sum / parts.length);
      return { values: largestIndex(probabilities, count), probabilities };
    },
  };
};

function calibratedShares(input: StepInput, classes: readonly Level[]): Apply {
  const { fields, compile } = input;
  const name = isPy(fields.value('estimator'), 'object') ? 'estimator' : 'base_estimator';
  const model = compile.predictor({ ...input, fields: fields.inside(fields.value(name), name) });
  const scores = classScores(model, fields);
  const method = fields.choice('method', ['sigmoid', 'isotonic', 'temperature'], 'sigmoid');
  const list = fields.list('calibrators').map((calibrator, index) => fields.inside(calibrator, `calibrators[${index}]`));
  if (method === 'temperature')
    return temperatureShares(scores, { classes, beta: (list[0] as Fields).number('beta_'), isShare: model.sums === undefined });
  const calibrators = list.map(calibratorOf);
  const places = classPlaces(model, { count: classes.length, classes, fields });
  if (calibrators.length !== (classes.length === 2 ? 1 : places.length)) throw fields.mismatch('calibrators', 'one per class');
  const size = classes.length;
  return (rows, count) => {
    const values = scores(rows, count);
    const shares = new Float64Array(count * size);
    for (let row = 0; row < count; row++) {
      calibrators.forEach((calibrate, index) => {
        const place = size === 2 ? 1 : (places[index] as number);
        shares[row * size + place] = calibrate(values[row * calibrators.length + index] as number);
      });
      normalise(shares.subarray(row * size, (row + 1) * size));
    }
    return shares.map((share) => (share > 1 && share <= 1 + 1e-5 ? 1 : share));
  };
}

/** `decision_function`, else probabilities; of two classes, of the second one. */
function classScores(model: Predictor, fields: Fields): Apply {
  const { sums, classes = [] } = model;
  if (sums !== undefined) return sums.compute;
  if (model.hasProbabilities !== true) throw fields.unsupported('estimator: a classifier without scores');
  const shares: Apply = (rows, count) => model.predict(rows, count).probabilities as Float64Array;
  return classes.length === 2 ? (rows, count) => shares(rows, count).filter((_, index) => index % 2 === 1) : shares;
}

function calibratorOf(calibrator: Fields): (score: number) => number {
  const { className } = calibrator;
  if (className === '_SigmoidCalibration') {
    const [slope, offset] = [calibrator.number('a_'), calibrator.number('b_')];
    return (score) => 1 / (1 + Math.exp(slope * score + offset));
  }
  if (className === 'IsotonicRegression') return isotonicFunction(calibrator);
  throw calibrator.unsupported(`the calibrator ${className}`);
}

/** The step function of an isotonic regression, linear between its steps. */
function isotonicFunction(fields: Fields): (score: number) => number {
  const at = fields.numbers('X_thresholds_');
  const values = fields.numbers('y_thresholds_', at.length);
  if (at.length === 0) throw fields.mismatch('X_thresholds_', 'at least one number');
  const bounds = fields.choice('out_of_bounds', ['clip', 'nan', 'raise'], 'nan');
  const [lowest, highest] = [at[0] as number, at.at(-1) as number];
  return (score) => (bounds !== 'clip' && (score < lowest || score > highest) ? Number.NaN : interpolate(score, at, values));
}

function normalise(shares: Float64Array): void {
  if (shares.length === 2) {
    shares[0] = 1 - (shares[1] as number);
    return;
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  shares.set(shares.map((share) => (total === 0 ? 1 / shares.length : share / total)));
}

/** Softmax of scaled logits, from scikit-learn 1.8 on. */
function temperatureShares(
  scores: Apply,
  { classes, beta, isShare }: { classes: readonly Level[]; beta: number; isShare: boolean },
): Apply {
  const size = classes.length;
  return (rows, count) => {
    const values = scores(rows, count);
    const both = (score: number): readonly number[] => (isShare ? [1 - score, score] : [-score, score]);
    const scored = size === 2 ? Float64Array.from(Array.from(values).flatMap(both)) : values;
    const logits = isShare ? scored.map((share) => Math.log(share + 1e-12)) : scored;
    return linkRows(
      logits.map((logit) => beta * logit),
      size,
      softmax,
    );
  };
}
