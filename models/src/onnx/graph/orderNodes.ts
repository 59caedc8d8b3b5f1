import { ModelFormatError } from '../../modelFormatError.ts';
import type { Graph, GraphNode } from '../file/modelProto.ts';

/** The nodes that some values depend on, each after those it depends on. @throws ModelFormatError for a circle, or a value made twice */
export function orderNodes(graph: Graph, outputs: readonly string[]): readonly GraphNode[] {
  const producers = producersOf(graph);
  const order: GraphNode[] = [];
  const state = new Map<GraphNode, 'open' | 'done'>();
  const waiting = outputs.flatMap((name) => producers.get(name) ?? []).reverse();
  while (waiting.length > 0) {
    const node = waiting.at(-1) as GraphNode;
    if (state.has(node)) {
      waiting.pop();
      if (state.get(node) === 'open') order.push(node);
      state.set(node, 'done');
      continue;
    }
    state.set(node, 'open');
    for (const name of [...node.inputs, ...freeNames(node)].reverse()) {
      const before = producers.get(name);
      if (before === undefined || state.get(before) === 'done') continue;
      if (state.get(before) === 'open')
        throw new ModelFormatError(`ONNX graph: the node ${nodeText(node)} depends on its own output "${name}"`);
      waiting.push(before);
    }
  }
  return order;
}

export function nodeText({ operator, name, outputs }: GraphNode): string {
  return `${operator} "${name || (outputs[0] ?? '')}"`;
}

export function producersOf(graph: Graph): ReadonlyMap<string, GraphNode> {
  const producers = new Map<string, GraphNode>();
  for (const node of graph.nodes) {
    for (const name of node.outputs) {
      if (name === '') continue;
      if (producers.has(name)) throw new ModelFormatError(`ONNX graph: two nodes have the output "${name}"`);
      producers.set(name, node);
    }
  }
  return producers;
}

/** Names that graphs inside a node take from the graph around it. */
export function freeNames(node: GraphNode): readonly string[] {
  const names = new Set<string>();
  for (const { graph } of node.attributes.values()) if (graph !== undefined) for (const name of freeNamesOf(graph)) names.add(name);
  return [...names];
}

export function freeNamesOf(graph: Graph): readonly string[] {
  const own = new Set([
    ...graph.inputs.map(({ name }) => name),
    ...graph.initializers.keys(),
    ...graph.nodes.flatMap(({ outputs }) => outputs),
  ]);
  const used = [...graph.nodes.flatMap((node) => [...node.inputs, ...freeNames(node)]), ...graph.outputs.map(({ name }) => name)];
  return [...new Set(used.filter((name) => name !== '' && !own.has(name)))];
}
