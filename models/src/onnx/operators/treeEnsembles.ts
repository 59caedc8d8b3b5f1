import { ModelFormatError } from '../../modelFormatError.ts';
import { compileTrees } from '../../trees/compileTrees.ts';
import { treeEvaluator } from '../../trees/treeEvaluator.ts';
import { type NumberTensor, numbersOf, type Tensor, zeros } from '../tensor.ts';
import { classLabels, labelCount, labelTensor } from './classLabels.ts';
import { classicNodes, type EnsembleNodes, jointNodes, numberList } from './ensembleNodes.ts';
import { classScores } from './ensembleScores.ts';
import { ensembleTrees } from './ensembleTrees.ts';
import type { NodeContext, Operator } from './operator.ts';
import { transformName, transformNames, transforms } from './scores.ts';

type Inputs = readonly (Tensor | undefined)[];

type OutputOf = (target: number, tree: number) => number;

/** Sums of the leaves for the rows of a tensor: compared in doubles where the tensor holds doubles, else in floats. */
function ensembleSums(
  nodes: EnsembleNodes,
  options: { outputs: number; where: string; outputOf: OutputOf },
): (tensor: NumberTensor) => Float64Array {
  const trees = ensembleTrees(nodes, options);
  const { outputs, where } = options;
  // An input may have more features than the splits use.
  let featureCount = 1;
  for (const { feature } of trees)
    for (let at = 0; at < feature.length; at++) featureCount = Math.max(featureCount, (feature[at] as number) + 1);
  const base = new Float64Array(outputs);
  const evaluator = (type: 'float32' | 'float64') =>
    treeEvaluator(compileTrees({ featureCount, outputs, inputs: type, sums: type, combine: 'sum', base, trees }));
  const inFloats = evaluator('float32');
  let inDoubles: typeof inFloats | undefined;
  return (tensor) => {
    const rows = columnsOf(tensor, featureCount, where);
    if (tensor.type !== 'double') return inFloats(rows, tensor.shape[0] as number);
    inDoubles ??= evaluator('float64');
    return inDoubles(rows, tensor.shape[0] as number);
  };
}

/** The first columns of a matrix, as rows of doubles. */
function columnsOf({ shape, data }: NumberTensor, width: number, where: string): Float64Array {
  const own = shape[1] ?? 0;
  if (shape.length !== 2 || own < width) {
    throw new ModelFormatError(
      `${where}: expected at least the ${width} features that its trees use, got ${shape.length === 2 ? own : shape.join(' × ')}`,
    );
  }
  if (own === width) return new Float64Array(data);
  const rows = new Float64Array((shape[0] as number) * width);
  for (let row = 0, at = 0; row < (shape[0] as number); row++) {
    for (let column = 0; column < width; column++) rows[at++] = data[row * own + column] as number;
  }
  return rows;
}

function classifier(node: NodeContext) {
  const { attributes, where } = node;
  const labels = classLabels(node);
  const nodes = classicNodes(node, 'class');
  const classes = labelCount(labels);
  const transform = transformName(attributes.text('post_transform', 'NONE'), where);
  const weights = [...nodes.weights.values()].flat();
  const ids = new Set(weights.map(({ target }) => target));
  const sums = ensembleSums(nodes, { outputs: classes, where, outputOf: (target) => target });
  const finish = classScores({
    classes,
    ids,
    base: Array.from(numberList(node, 'base_values')),
    transform,
    isPositive: weights.every(({ weight }) => weight >= 0),
  });
  return ([input]: Inputs): readonly Tensor[] => {
    const tensor = numbersOf(input, where);
    const { chosen, scores } = finish(sums(tensor), tensor.shape[0] as number);
    const data = new Float32Array(scores);
    return [labelTensor(labels, chosen), { type: 'float', shape: [chosen.length, data.length / Math.max(1, chosen.length)], data }];
  };
}

const aggregates = ['AVERAGE', 'SUM', 'MIN', 'MAX'] as const;
type Aggregate = (typeof aggregates)[number];

function aggregateName(name: string | undefined, where: string): Aggregate {
  const found = aggregates.find((known) => known === name);
  if (found !== undefined) return found;
  throw new ModelFormatError(`${where}: expected an aggregate_function of ${aggregates.join(', ')}, got ${name}`);
}

interface Targets {
  readonly count: number;
  readonly aggregate: Aggregate;
  readonly transform: (scores: Float64Array) => void;
  readonly base: ArrayLike<number>;
  /** Whether the result has the type of the input; else it holds floats. */
  readonly isTyped?: boolean;
}

function targetKernel(nodes: EnsembleNodes, { count, aggregate, transform, base, isTyped = false }: Targets, where: string) {
  const trees = nodes.roots.length;
  const isExtreme = aggregate === 'MIN' || aggregate === 'MAX';
  // Extremes are taken over the trees: each tree then has outputs of its own.
  const outputs = isExtreme ? count * trees : count;
  const sums = ensembleSums(nodes, {
    outputs,
    where,
    outputOf: isExtreme ? (target, tree) => tree * count + target : (target) => target,
  });
  const row = new Float64Array(count);
  // One target gets no other transform from the runtime of ONNX.
  const isProbit = transform === transforms.PROBIT;
  return ([input]: Inputs): Tensor => {
    const tensor = numbersOf(input, where);
    const rows = tensor.shape[0] as number;
    const all = sums(tensor);
    const round = isTyped && tensor.type === 'double' ? (value: number) => value : Math.fround;
    const result = zeros(isTyped ? tensor.type : 'float', [rows, count]);
    for (let at = 0; at < rows; at++) {
      for (let place = 0; place < count; place++) {
        row[place] =
          round(aggregateOf(all.subarray(at * outputs, (at + 1) * outputs), { place, count, trees, aggregate })) + (base[place] ?? 0);
      }
      if (count > 1 || isProbit) transform(row);
      result.data.set(row, at * count);
    }
    return result;
  };
}

function aggregateOf(
  sums: Float64Array,
  { place, count, trees, aggregate }: { place: number; count: number; trees: number; aggregate: Aggregate },
) {
  if (aggregate === 'SUM') return sums[place] as number;
  if (aggregate === 'AVERAGE') return (sums[place] as number) / trees;
  let value = sums[place] as number;
  for (let at = place; at < sums.length; at += count)
    value = aggregate === 'MIN' ? Math.min(value, sums[at] as number) : Math.max(value, sums[at] as number);
  return value;
}

function regressor(node: NodeContext) {
  const { attributes, where } = node;
  return targetKernel(
    classicNodes(node, 'target'),
    {
      count: attributes.integer('n_targets', 1),
      aggregate: aggregateName(attributes.text('aggregate_function', 'SUM'), where),
      transform: transforms[transformName(attributes.text('post_transform', 'NONE'), where)],
      base: numberList(node, 'base_values'),
    },
    where,
  );
}

function treeEnsemble(node: NodeContext) {
  const { attributes, where } = node;
  const code = attributes.integer('post_transform', 0);
  return targetKernel(
    jointNodes(node),
    {
      count: attributes.integer('n_targets', 1),
      aggregate: aggregateName(aggregates[attributes.integer('aggregate_function', 1)], where),
      transform: transforms[transformName(transformNames[code] ?? String(code), where)],
      base: [],
      isTyped: true,
    },
    where,
  );
}

export const treeOperators: readonly Operator[] = [
  { name: 'TreeEnsembleClassifier', compile: classifier },
  { name: 'TreeEnsembleRegressor', compile: regressor },
  { name: 'TreeEnsemble', compile: treeEnsemble },
];
