import type { Graph, GraphNode, ModelProto } from '../file/modelProto.ts';
import { AttributeReader, type NodeContext, type Subgraph } from '../operators/operator.ts';
import type { Tensor } from '../tensor.ts';
import { opsetOf } from './opsets.ts';
import { freeNames, nodeText } from './orderNodes.ts';

interface Surroundings {
  readonly constants: ReadonlyMap<string, Tensor>;
  readonly versions: Pick<ModelProto, 'opsets' | 'irVersion'>;
  readonly subgraph: (graph: Graph, outer: readonly string[]) => Subgraph;
}

/** A node as its operator sees it. @throws ModelFormatError for attributes that are never supported */
export function nodeContext(node: GraphNode, { constants, versions, subgraph }: Surroundings): NodeContext {
  const where = `ONNX node ${nodeText(node)}`;
  const outer = freeNames(node);
  const inputNames = [...node.inputs, ...outer];
  return {
    where,
    opset: opsetOf(versions, node.domain),
    attributes: new AttributeReader(node.attributes, where),
    inputNames,
    constants: inputNames.map((name) => constants.get(name)),
    outputCount: node.outputs.length,
    inputCount: node.inputs.length,
    subgraph: (graph) => subgraph(graph, outer),
  };
}
