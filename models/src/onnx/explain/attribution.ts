import type { AnswerRoles } from '../binding/answerRoles.ts';
import type { OnnxModel } from '../binding/onnxModel.ts';
import type { Graph, GraphNode } from '../file/modelProto.ts';
import { producersOf } from '../graph/orderNodes.ts';
import { type ScoreTrees, scoreTrees } from './scoreTrees.ts';

/** What the scores of a graph are made of, where that can be explained exactly. */
export type Attribution =
  | {
      readonly kind: 'trees';
      /** Name of the value that the trees take. */
      readonly input: string;
      readonly scores: ScoreTrees;
    }
  | {
      readonly kind: 'additive';
      /** A graph with a value that is a sum of functions of single inputs, */
      readonly graph: Graph;
      /** and its name. */
      readonly value: string;
      readonly isMargin: boolean;
    };

/** Operators that leave scores as they are. */
const same = new Set(['Identity', 'Cast', 'Reshape', 'Squeeze', 'Unsqueeze', 'Flatten', 'Dropout']);
/** Operators that turn sums into scores without mixing inputs in another way than their sum does. */
const links = new Set(['Sigmoid', 'Softmax', 'Normalizer', 'Exp']);

/**
 * @param origins values whose columns each come from one input column
 */
export function attributionOf(
  model: OnnxModel,
  roles: AnswerRoles,
  origins: ReadonlyMap<string, readonly number[]>,
): Attribution | undefined {
  const [place] = roles.scores;
  if (place === undefined || roles.scores.length > 1) return undefined;
  const { graph } = model;
  const producers = producersOf(graph);
  let name = model.outputs[place]?.source ?? '';
  let isMargin = false;
  for (let steps = 0; steps < graph.nodes.length; steps++) {
    const node = producers.get(name);
    if (node === undefined) return undefined;
    const [input = ''] = node.inputs;
    if (node.operator.startsWith('TreeEnsemble')) return isMargin || !origins.has(input) ? undefined : treesOf(node, model);
    if (node.operator.startsWith('Linear') && origins.has(input)) return linearOf(model, node);
    if (isLinearValue(name, { producers, origins, model })) return { kind: 'additive', graph, value: name, isMargin };
    if (!same.has(node.operator) && !links.has(node.operator) && !isTimesOne(node, model)) return undefined;
    isMargin ||= links.has(node.operator);
    name = input;
  }
  return undefined;
}

/** A factor that onnxmltools puts behind trees of LightGBM. */
function isTimesOne({ operator, inputs }: GraphNode, { constants }: OnnxModel): boolean {
  const factors = constants.get(inputs[1] ?? '')?.data;
  return operator === 'Mul' && factors !== undefined && factors.length === 1 && factors[0] === 1;
}

function treesOf(node: GraphNode, model: OnnxModel): Attribution | undefined {
  if (node.operator === 'TreeEnsemble') return undefined;
  const scores = scoreTrees(node, model);
  return scores === undefined ? undefined : { kind: 'trees', input: node.inputs[0] ?? '', scores };
}

/** The graph with the link of its linear model left out. */
function linearOf({ graph }: OnnxModel, node: GraphNode): Attribution {
  const attributes = new Map(node.attributes);
  const transform = attributes.get('post_transform');
  if (transform !== undefined) attributes.set('post_transform', { ...transform, text: 'NONE' });
  const nodes = graph.nodes.map((other) => (other === node ? { ...node, attributes } : other));
  const isClassifier = node.operator === 'LinearClassifier';
  return { kind: 'additive', graph: { ...graph, nodes }, value: node.outputs[isClassifier ? 1 : 0] ?? '', isMargin: isClassifier };
}

interface Values {
  readonly producers: ReadonlyMap<string, GraphNode>;
  readonly origins: ReadonlyMap<string, readonly number[]>;
  readonly model: OnnxModel;
}

/** Whether a value is a product of columns with constants, plus constants. */
function isLinearValue(name: string, values: Values): boolean {
  const { producers, origins, model } = values;
  const node = producers.get(name);
  if (node === undefined) return false;
  const [first = '', second = ''] = node.inputs;
  if (node.operator === 'MatMul' || node.operator === 'Gemm') return origins.has(first) && model.constants.has(second);
  if (!['Add', 'Sub', 'Cast', 'Identity', 'Reshape'].includes(node.operator)) return false;
  return isLinearValue(first, values) && (second === '' || model.constants.has(second));
}
