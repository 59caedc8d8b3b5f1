import { compileTrees } from '../../trees/compileTrees.ts';
import { treeEvaluator } from '../../trees/treeEvaluator.ts';
import type { TreeSource } from '../../trees/treeSource.ts';
import type { Level } from '../columns/level.ts';
import type { Fields } from '../schema/fields.ts';
import { isPy } from '../schema/pyValue.ts';
import type { Apply, CompilePredictor, Predictor, StepInput } from '../step.ts';
import { classAnswer, valueAnswer } from './boostedAnswer.ts';
import { classLevels } from './classLevels.ts';
import { sklearnTree } from './sklearnTree.ts';
import { validInput } from './validInput.ts';

const classifierLosses = ['log_loss', 'deviance', 'exponential'] as const;
const regressorLosses = ['squared_error', 'ls', 'absolute_error', 'lad', 'huber', 'quantile'] as const;

export const gradientBoostingClassifier: CompilePredictor = (input) => {
  const classes = classLevels(input.fields);
  const loss = input.fields.choice('loss', classifierLosses);
  const scale = loss === 'exponential' ? 2 : 1;
  const init = initialSums(input, { classes, isExponential: loss === 'exponential' });
  // Up to 1.3 a tie of two classes goes to the first one, then to the second one.
  const second = input.fields.version >= 4 ? (sum: number) => sum >= 0 : (sum: number) => 1 / (1 + Math.exp(-scale * sum)) > 0.5;
  return boostedPredictor(input, { init, outputs: classes.length <= 2 ? 1 : classes.length, classes, second, scale });
};

export const gradientBoostingRegressor: CompilePredictor = (input) => {
  input.fields.choice('loss', regressorLosses);
  const init = initialSums(input, { classes: undefined, isExponential: false });
  return boostedPredictor(input, { init, outputs: 1, classes: undefined, second: () => false, scale: 1 });
};

type Initial = { readonly constant: Float64Array } | { readonly compute: Apply };

interface Shape {
  readonly init: Initial;
  readonly outputs: number;
  readonly classes: readonly Level[] | undefined;
  readonly second: (sum: number) => boolean;
  readonly scale: number;
}

function boostedPredictor(input: StepInput, { init, outputs, classes, second, scale }: Shape): Predictor {
  const { columns } = input;
  const rows = validInput(input, { float32: true });
  const compiled = compileTrees({
    featureCount: columns.length,
    outputs,
    inputs: 'float32',
    sums: 'float64',
    combine: 'sum',
    base: 'constant' in init ? init.constant : new Float64Array(outputs),
    trees: stages(input.fields, outputs),
  });
  const evaluate = treeEvaluator(compiled);
  const sums: Apply = (cells, count) => {
    const inputs = rows(cells, count);
    const added = evaluate(inputs, count);
    if ('constant' in init) return added;
    const start = init.compute(inputs, count);
    return added.map((sum, index) => sum + (start[index] as number));
  };
  const attribution = { kind: 'trees', scale: classes === undefined ? 'value' : 'margin', trees: compiled, columns, rows } as const;
  return {
    ...(classes === undefined ? {} : { classes, hasProbabilities: true, sums: { outputs, compute: sums } }),
    ...('constant' in init ? { attribution } : {}),
    predict: (cells, count) => {
      const added = sums(cells, count);
      return classes === undefined ? valueAnswer(added, false) : classAnswer(added, count, { classes, second, scale });
    },
  };
}

/** `estimators_`: rounds × outputs. */
function stages(fields: Fields, outputs: number): readonly TreeSource[] {
  const { shape } = fields.array('estimators_');
  if (shape.length !== 2 || shape[1] !== outputs) throw fields.mismatch('estimators_', `rounds × ${outputs} trees`);
  const weight = fields.number('learning_rate');
  return fields.list('estimators_').map((tree, index) => {
    const found = sklearnTree(fields.inside(tree, `estimators_[${Math.floor(index / outputs)}][${index % outputs}]`), false);
    if (found.width !== 1) throw fields.refusal('estimators_: expected trees with one value per node');
    return { ...found.source, output: index % outputs, weight };
  });
}

/** What the trees add to: nothing, a constant, or the predictions of another model. */
function initialSums(
  { fields, columns, scope, compile }: StepInput,
  { classes, isExponential }: { classes: readonly Level[] | undefined; isExponential: boolean },
): Initial {
  const outputs = classes === undefined || classes.length <= 2 ? 1 : classes.length;
  if (fields.value('init') === 'zero' || !isPy(fields.value('init_'), 'object')) return { constant: new Float64Array(outputs) };
  const model = compile.predictor({ fields: fields.inside(fields.value('init_'), 'init_'), columns, scope, compile });
  const margin = classMargins(fields, isExponential);
  const compute: Apply = (rows, count) => {
    const { values, probabilities } = model.predict(rows.map(Math.fround), count);
    if (classes === undefined) return values;
    if (probabilities === undefined) throw new RangeError('the initial model has no probabilities');
    return margin(probabilities, classes.length);
  };
  const isConstant = fields.inside(fields.value('init_'), 'init_').className.startsWith('Dummy');
  if (classes !== undefined && model.hasProbabilities !== true) {
    throw fields.unsupported('init: a classifier without predict_proba');
  }
  return isConstant ? { constant: compute(new Float64Array(columns.length), 1) } : { compute };
}

/** Log odds of clipped probabilities, as each version computes them. */
function classMargins({ version }: Fields, isExponential: boolean): (probabilities: Float64Array, classes: number) => Float64Array {
  const epsilon = version >= 9 ? 2 ** -52 : 2 ** -23;
  const clip = (share: number): number => Math.min(1 - epsilon, Math.max(epsilon, share));
  return (probabilities, classes) => {
    if (classes <= 2) {
      const half = isExponential ? 0.5 : 1;
      return Float64Array.from({ length: probabilities.length / 2 }, (_, row) => {
        const share = clip(probabilities[2 * row + 1] as number);
        return half * Math.log(share / (1 - share));
      });
    }
    const logs = probabilities.map((share) => Math.log(clip(share)));
    // From 1.4 on they are measured from the geometric mean.
    if (version < 4) return logs;
    for (let start = 0; start < logs.length; start += classes) {
      const row = logs.subarray(start, start + classes);
      const mean = row.reduce((sum, log) => sum + log, 0) / classes;
      row.forEach((log, index) => {
        row[index] = log - mean;
      });
    }
    return logs;
  };
}
