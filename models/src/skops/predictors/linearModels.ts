import { exponential, identity, type Link } from '../../links/links.ts';
import type { Level } from '../columns/level.ts';
import type { Fields } from '../schema/fields.ts';
import type { CompilePredictor, Predictor, StepInput, Sums } from '../step.ts';
import { classAnswer, linkRows } from './boostedAnswer.ts';
import { classLevels } from './classLevels.ts';
import { bothClasses, largestIndex } from './largest.ts';
import { validInput } from './validInput.ts';
import { weightedSums } from './weightedSums.ts';

/** `coef_` and `intercept_` as sums of columns. @throws ModelFormatError for several targets where there should be one */
function linearSums(input: StepInput, outputs: number): Sums {
  const { fields, columns } = input;
  const width = columns.length;
  const { rows, values } = fields.matrix('coef_', width);
  if (rows !== outputs)
    throw outputs === 1 ? fields.unsupported('coef_: a model of several targets') : fields.mismatch('coef_', `${outputs} rows`);
  const intercept = fields.has('intercept_') ? fields.numbers('intercept_') : new Float64Array(1);
  if (intercept.length !== 1 && intercept.length !== outputs) throw fields.mismatch('intercept_', `${outputs} numbers`);
  const numbers = validInput(input);
  return { outputs, compute: (cells, count) => weightedSums({ rows: numbers(cells, count), count, width }, values, intercept) };
}

type Shares = (sums: Float64Array, count: number) => Float64Array;

function classifier(
  { columns }: StepInput,
  { classes, sums }: { classes: readonly Level[]; sums: Sums },
  probabilities?: Shares,
): Predictor {
  return {
    classes,
    sums,
    hasProbabilities: probabilities !== undefined,
    attribution: { kind: 'additive', scale: 'margin', sums, columns },
    predict: (cells, count) => {
      const added = sums.compute(cells, count);
      const values = sums.outputs === 1 ? added.map((sum) => (sum > 0 ? 1 : 0)) : largestIndex(added, count);
      return probabilities === undefined ? { values } : { values, probabilities: probabilities(added, count) };
    },
  };
}

const outputsOf = (classes: readonly Level[]): number => (classes.length <= 2 ? 1 : classes.length);

/** LogisticRegression and its CV: softmax, or one class against the others. */
export const logisticRegression: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const sums = linearSums(input, outputsOf(classes));
  if (classes.length > 2) {
    const share = isOneAgainstRest(fields, classes.length) ? oneAgainstRest(classes.length) : softmaxRows(classes);
    return classifier(input, { classes, sums }, share);
  }
  // A multinomial model of two classes is a softmax over -sum and sum.
  const doubled = fields.version < 8 && fields.value('multi_class') === 'multinomial';
  return classifier(input, { classes, sums }, (added, count) => {
    const scaled = doubled ? added.map((sum) => 2 * sum) : added;
    return classAnswer(scaled, count, { classes, second: () => false }).probabilities as Float64Array;
  });
};

function isOneAgainstRest(fields: Fields, classes: number): boolean {
  const { version } = fields;
  const option = fields.value('multi_class');
  const solver = fields.value('solver');
  const withoutSoftmax = solver === 'liblinear' || (version < 6 && version >= 2 && solver === 'newton-cholesky');
  if (option === 'ovr' || option === 'warn') return true;
  if (option === 'multinomial') return false;
  return classes <= 2 || withoutSoftmax;
}

/** Sigmoids, divided by their sum; all equal where every one is 0. */
function oneAgainstRest(classes: number): (sums: Float64Array) => Float64Array {
  return (sums) => {
    const shares = sums.map((sum) => 1 / (1 + Math.exp(-sum)));
    divideRows(shares, classes);
    return shares;
  };
}

function divideRows(shares: Float64Array, classes: number): void {
  for (let start = 0; start < shares.length; start += classes) {
    const row = shares.subarray(start, start + classes);
    const total = row.reduce((sum, share) => sum + share, 0);
    row.forEach((share, index) => {
      row[index] = total === 0 ? 1 / classes : share / total;
    });
  }
}

function softmaxRows(classes: readonly Level[]) {
  return (sums: Float64Array, count: number) => classAnswer(sums, count, { classes, second: () => false }).probabilities as Float64Array;
}

/** Linear classifiers that have no probabilities: LinearSVC, Perceptron, RidgeClassifier and kin. */
export const linearClassifier: CompilePredictor = (input) => {
  const classes = classLevels(input.fields, input.fields.has('classes_') ? 'classes_' : '_classes');
  return classifier(input, { classes, sums: linearSums(input, outputsOf(classes)) });
};

/** LinearDiscriminantAnalysis: a softmax of several classes, a sigmoid of two. */
export const linearDiscriminants: CompilePredictor = (input) => {
  const classes = classLevels(input.fields);
  return classifier(input, { classes, sums: linearSums(input, outputsOf(classes)) }, softmaxRows(classes));
};

/** RidgeClassifier keeps its classes in a label binarizer. */
export const ridgeClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields.inside(fields.value('_label_binarizer'), '_label_binarizer'));
  return classifier(input, { classes, sums: linearSums(input, outputsOf(classes)) });
};

export const sgdClassifier: CompilePredictor = (input) => {
  const { fields } = input;
  const classes = classLevels(fields);
  const sums = linearSums(input, outputsOf(classes));
  const loss = fields.value('loss');
  if (loss === 'log_loss' || loss === 'log') {
    const shares = classes.length <= 2 ? softmaxRows(classes) : oneAgainstRest(classes.length);
    return classifier(input, { classes, sums }, shares);
  }
  if (loss !== 'modified_huber') return classifier(input, { classes, sums });
  return classifier(input, { classes, sums }, (added) => {
    const shares = added.map((sum) => (Math.min(1, Math.max(-1, sum)) + 1) / 2);
    if (classes.length <= 2) return bothClasses(shares);
    divideRows(shares, classes.length);
    return shares;
  });
};

function linearValues(input: StepInput, link: Link): Predictor {
  const sums = linearSums(input, 1);
  const predict = (cells: Float64Array, count: number) => ({ values: linkRows(sums.compute(cells, count), 1, link) });
  return link === identity
    ? { predict, attribution: { kind: 'additive', scale: 'value', sums, columns: input.columns } }
    : { predict, margins: sums, attribution: { kind: 'additive', scale: 'margin', sums, columns: input.columns } };
}

/** Least squares and every other regressor whose prediction is the weighted sum itself. */
export const linearRegressor: CompilePredictor = (input) => linearValues(input, identity);

/** Regressors with a log link: Poisson and gamma; Tweedie as its power and link say. */
export const logRegressor: CompilePredictor = (input) => linearValues(input, exponential);

export const tweedieRegressor: CompilePredictor = (input) => {
  const { fields } = input;
  const link = fields.choice('link', ['auto', 'identity', 'log'], 'auto');
  const isLog = link === 'log' || (link === 'auto' && fields.number('power', 0) > 0);
  return linearValues(input, isLog ? exponential : identity);
};
