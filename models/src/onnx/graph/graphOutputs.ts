import { ModelFormatError } from '../../modelFormatError.ts';
import type { Graph, GraphNode } from '../file/modelProto.ts';
import { nodeText, producersOf } from './orderNodes.ts';

/** An output of a graph as a tensor: a ZipMap is left out, its labels are kept. */
export interface GraphOutput {
  readonly name: string;
  /** The value to compute. */
  readonly source: string;
  /** Class names in the order of the columns, from a ZipMap. */
  readonly classes?: readonly string[];
}

/** The outputs of a graph. @throws ModelFormatError for one that is a sequence or a map of another kind */
export function graphOutputs(graph: Graph): readonly GraphOutput[] {
  const producers = producersOf(graph);
  return graph.outputs.map(({ name }) => {
    const node = producers.get(name);
    if (node?.operator !== 'ZipMap') return { name, source: name };
    const [source] = node.inputs;
    const classes = classNames(node);
    if (source === undefined || classes === undefined) {
      throw new ModelFormatError(`ONNX node ${nodeText(node)}: expected an input and the names of the classes`);
    }
    return { name, source, classes };
  });
}

/** A graph without the ZipMaps that only give outputs. */
export function withoutZipMaps(graph: Graph): Graph {
  return { ...graph, nodes: graph.nodes.filter(({ operator }) => operator !== 'ZipMap') };
}

/** The classes that a node names in its attributes. */
export function classNames({ attributes }: GraphNode): readonly string[] | undefined {
  for (const name of ['classlabels_strings', 'classlabels_int64s', 'classlabels_ints']) {
    const attribute = attributes.get(name);
    if (attribute === undefined) continue;
    const names = [...attribute.texts, ...attribute.integers.map(String)];
    if (names.length > 0) return names;
  }
  return undefined;
}

/** Operators that pass the values of their first input on. */
const transparent = new Set([
  'Identity',
  'Cast',
  'Reshape',
  'Squeeze',
  'Unsqueeze',
  'Flatten',
  'Dropout',
  'Normalizer',
  'Slice',
  'Softmax',
  'Sigmoid',
  'Mul',
]);

/** The names of the classes that an output belongs to, from the classifier or the list of labels that it comes from. */
export function classesOf(graph: Graph, output: string): readonly string[] | undefined {
  const producers = producersOf(graph);
  let name = output;
  for (let steps = 0; steps < graph.nodes.length; steps++) {
    const node = producers.get(name);
    if (node === undefined) return undefined;
    const classes = classNames(node);
    if (classes !== undefined) return classes;
    if (node.operator === 'ArrayFeatureExtractor' || node.operator === 'Gather') return constantTexts(graph, producers, node.inputs[0]);
    if (!transparent.has(node.operator)) return undefined;
    name = node.inputs[0] ?? '';
  }
  return undefined;
}

/** The elements of a constant as texts. */
function constantTexts(graph: Graph, producers: ReadonlyMap<string, GraphNode>, name = ''): readonly string[] | undefined {
  const node = producers.get(name);
  if (node?.operator === 'Cast' || node?.operator === 'Identity') return constantTexts(graph, producers, node.inputs[0]);
  const tensor = graph.initializers.get(name) ?? node?.attributes.get('value')?.tensor;
  return tensor === undefined ? undefined : Array.from(tensor.data as ArrayLike<string | number>, String);
}
