import type { CompiledTrees } from '../../trees/compiledTrees.ts';
import { compileTrees } from '../../trees/compileTrees.ts';
import type { OnnxModel } from '../binding/onnxModel.ts';
import type { GraphNode } from '../file/modelProto.ts';
import { classNames } from '../graph/graphOutputs.ts';
import { nodeContext } from '../graph/nodeContext.ts';
import { classicNodes, type EnsembleNodes, numberList } from '../operators/ensembleNodes.ts';
import { ensembleTrees } from '../operators/ensembleTrees.ts';
import type { NodeContext } from '../operators/operator.ts';

/** The trees that scores are made of, and how their sums become scores. */
export interface ScoreTrees {
  readonly trees: (featureCount: number, inputs: 'float32' | 'float64') => CompiledTrees;
  /** Whether the sums are before a link function. */
  readonly isMargin: boolean;
  /** Whether one sum is the score of the second of two classes, and the rest to 1 that of the first. */
  readonly isPair: boolean;
}

/** Of a node TreeEnsembleClassifier or TreeEnsembleRegressor; undefined where its scores are no sums of leaves. */
export function scoreTrees(node: GraphNode, { constants, versions }: OnnxModel): ScoreTrees | undefined {
  const context = nodeContext(node, { constants, versions, subgraph: () => ({ outer: [], run: (inputs) => inputs }) });
  const transform = context.attributes.text('post_transform', 'NONE');
  if (node.operator === 'TreeEnsembleRegressor') return regressorTrees(context);
  const nodes = classicNodes(context, 'class');
  const weights = [...nodes.weights.values()].flat();
  const ids = new Set(weights.map(({ target }) => target));
  const classes = classNames(node)?.length ?? 0;
  const base = numberList(context, 'base_values');
  const isMargin = transform !== 'NONE' || weights.some(({ weight }) => weight < 0);
  if (classes > 2) return { trees: compiler(nodes, { outputs: classes, base, context }), isMargin, isPair: false };
  // With weights for both classes of two, a base does not count as one would think: then nothing is said about the trees.
  if (ids.size !== 1)
    return base.length > 0 ? undefined : { trees: compiler(nodes, { outputs: 2, base, context }), isMargin, isPair: false };
  if (ids.has(1) || base.length > 1) return undefined;
  return { trees: compiler(nodes, { outputs: 1, base, context }), isMargin, isPair: true };
}

function regressorTrees(context: NodeContext): ScoreTrees | undefined {
  const { attributes } = context;
  const aggregate = attributes.text('aggregate_function', 'SUM');
  if (attributes.integer('n_targets', 1) !== 1 || attributes.text('post_transform', 'NONE') === 'PROBIT') return undefined;
  if (aggregate !== 'SUM' && aggregate !== 'AVERAGE') return undefined;
  const nodes = classicNodes(context, 'target');
  const weight = aggregate === 'SUM' ? 1 : 1 / nodes.roots.length;
  return {
    trees: compiler(nodes, { outputs: 1, base: numberList(context, 'base_values'), context, weight }),
    isMargin: false,
    isPair: false,
  };
}

interface Outputs {
  readonly outputs: number;
  readonly base: ArrayLike<number>;
  readonly context: NodeContext;
  readonly weight?: number;
}

function compiler(nodes: EnsembleNodes, { outputs, base, context, weight = 1 }: Outputs): ScoreTrees['trees'] {
  const trees = ensembleTrees(nodes, { outputs, where: context.where, outputOf: (target) => (outputs === 1 ? 0 : target) });
  const bases = Float64Array.from({ length: outputs }, (_, output) => base[output] ?? 0);
  return (featureCount, inputs) =>
    compileTrees({
      featureCount,
      outputs,
      inputs,
      sums: 'float64',
      combine: 'sum',
      base: bases,
      trees: trees.map((tree) => ({ ...tree, weight })),
    });
}
