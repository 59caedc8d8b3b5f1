import type { NdArray } from '../../npy/ndArray.ts';
import { compileTrees } from '../../trees/compileTrees.ts';
import { treeEvaluator } from '../../trees/treeEvaluator.ts';
import type { CategorySet, TreeSource } from '../../trees/treeSource.ts';
import type { Level } from '../columns/level.ts';
import type { Fields } from '../schema/fields.ts';
import { isPy } from '../schema/pyValue.ts';
import type { Apply, CompilePredictor, Predictor, StepInput } from '../step.ts';
import { classAnswer, valueAnswer } from './boostedAnswer.ts';
import { classLevels } from './classLevels.ts';
import { validInput } from './validInput.ts';

const classifierLosses = ['log_loss', 'auto', 'binary_crossentropy', 'categorical_crossentropy'] as const;
const regressorLosses = [
  'squared_error',
  'least_squares',
  'absolute_error',
  'least_absolute_deviation',
  'poisson',
  'gamma',
  'quantile',
] as const;

export const histGradientBoostingClassifier: CompilePredictor = (input) => {
  input.fields.choice('loss', classifierLosses, 'log_loss');
  return boostedPredictor(prepare(input), { classes: classLevels(input.fields), isLog: false });
};

export const histGradientBoostingRegressor: CompilePredictor = (input) => {
  const loss = input.fields.choice('loss', regressorLosses, 'squared_error');
  return boostedPredictor(prepare(input), { classes: undefined, isLog: loss === 'poisson' || loss === 'gamma' });
};

/** The columns of the trees: from 1.4 on an encoder of categories comes first, which also moves them to the front. */
function prepare(input: StepInput): StepInput & { rows: Apply } {
  const { fields, columns, scope, compile } = input;
  if (!isPy(fields.value('_preprocessor'), 'object')) return { ...input, rows: unknownAsMissing(fields, histInput(input)) };
  const inner = fields.inside(fields.value('_preprocessor'), '_preprocessor');
  const { columns: prepared, apply } = compile.transform({ fields: inner, columns, scope, compile });
  const checked = histInput({ ...input, columns: prepared });
  const rows = unknownAsMissing(fields, (cells, count) => checked(apply(cells, count), count));
  return { ...input, columns: prepared, rows };
}

/** Infinite values are fine: thresholds may be, too. */
function histInput(input: StepInput): Apply {
  return validInput(input, { missing: true, infinite: true });
}

/** Categories that were not seen in training are missing values. */
function unknownAsMissing(fields: Fields, rows: Apply): Apply {
  const mapper = fields.inside(fields.value('_bin_mapper'), '_bin_mapper');
  const categorical = isPy(mapper.value('is_categorical_'), 'array') ? mapper.numbers('is_categorical_') : new Float64Array(0);
  if (!categorical.includes(1)) return rows;
  const thresholds = mapper.list('bin_thresholds_');
  const known = Array.from(categorical, (flag, index) => {
    const list = thresholds[index];
    return flag === 1 && isPy(list, 'array') ? new Set(list.array.numbers) : undefined;
  });
  return (cells, count) => {
    const numbers = Float64Array.from(rows(cells, count));
    numbers.forEach((cell, place) => {
      const set = known[place % known.length];
      if (set === undefined || Number.isNaN(cell)) return;
      const code = cell < 0 ? Number.NaN : Math.trunc(cell) & 255;
      numbers[place] = set.has(code) ? code : Number.NaN;
    });
    return numbers;
  };
}

function boostedPredictor(
  { fields, columns, rows }: StepInput & { rows: Apply },
  { classes, isLog }: { classes: readonly Level[] | undefined; isLog: boolean },
): Predictor {
  const outputs = classes === undefined || classes.length <= 2 ? 1 : classes.length;
  const trees = compileTrees({
    featureCount: columns.length,
    outputs,
    inputs: 'float64',
    sums: 'float64',
    combine: 'sum',
    base: fields.numbers('_baseline_prediction', outputs),
    trees: rounds(fields, outputs),
  });
  const evaluate = treeEvaluator(trees);
  const sums: Apply = (cells, count) => evaluate(rows(cells, count), count);
  const isValue = classes === undefined && !isLog;
  return {
    ...(classes === undefined ? {} : { classes, hasProbabilities: true, sums: { outputs, compute: sums } }),
    ...(isValue ? {} : { margins: { outputs, compute: sums } }),
    attribution: { kind: 'trees', scale: isValue ? 'value' : 'margin', trees, columns, rows },
    predict: (cells, count) => {
      const added = sums(cells, count);
      return classes === undefined ? valueAnswer(added, isLog) : classAnswer(added, count, { classes, second: (sum) => sum > 0 });
    },
  };
}

function rounds(fields: Fields, outputs: number): readonly TreeSource[] {
  return fields.list('_predictors').flatMap((round, index) => {
    if (!Array.isArray(round) || round.length !== outputs) throw fields.refusal(`_predictors[${index}]: expected ${outputs} trees`);
    return round.map((tree, output) => ({ ...histTree(fields.inside(tree, `_predictors[${index}][${output}]`)), output }));
  });
}

function histTree(tree: Fields): Omit<TreeSource, 'output'> {
  const nodes = tree.array('nodes');
  const field = (name: string, otherwise?: string): Float64Array => {
    const found: NdArray | undefined = nodes.fields?.get(name) ?? (otherwise === undefined ? undefined : nodes.fields?.get(otherwise));
    if (found === undefined || found.kind === 'text') throw tree.refusal(`nodes: expected the field ${name}`);
    return found.numbers;
  };
  const isLeaf = field('is_leaf');
  const sets = new Map<number, CategorySet>();
  if (nodes.fields?.has('is_categorical')) {
    const place = field('bitset_idx');
    field('is_categorical').forEach((flag, node) => {
      if (flag === 1 && isLeaf[node] !== 1) sets.set(node, { values: members(tree, place[node] as number), membersGo: 'left' });
    });
  }
  return {
    feature: field('feature_idx').map((feature, node) => (isLeaf[node] === 1 ? -1 : feature)),
    threshold: field('num_threshold', 'threshold'),
    comparison: '<=',
    left: field('left'),
    right: field('right'),
    missingLeft: field('missing_go_to_left'),
    value: field('value'),
    cover: field('count'),
    sets,
  };
}

/** The categories of a bit set of 8 × 32 bits. */
function members(tree: Fields, index: number): readonly number[] {
  const { rows, width, values } = tree.matrix('raw_left_cat_bitsets', 8);
  if (!(index >= 0 && index < rows)) throw tree.refusal(`nodes: expected bitset_idx below ${rows}, got ${index}`);
  const words = values.subarray(index * width, (index + 1) * width);
  return Array.from({ length: 256 }, (_, code) => code).filter((code) => ((words[code >> 5] as number) >>> (code & 31)) & 1);
}
