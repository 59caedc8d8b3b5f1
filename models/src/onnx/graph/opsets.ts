import type { Graph, GraphNode, ModelProto } from '../file/modelProto.ts';
import { operators } from '../operators/operators.ts';

/** Domain for messages. */
const mlDomain = 'ai.onnx.ml';

/** The version of a domain's operator set; where the file imports none, the one of its format version. */
export function opsetOf({ opsets, irVersion }: Pick<ModelProto, 'opsets' | 'irVersion'>, domain: string): number {
  const imported = opsets.get(domain);
  if (imported !== undefined && imported > 0) return imported;
  if (domain === mlDomain) return irVersion < 8 ? 1 : 3;
  // By the table of versions in the ONNX repository: the newest set that was released with the format version.
  const newest: Readonly<Record<number, number>> = { 4: 9, 5: 10, 6: 11, 7: 14, 8: 18, 9: 20, 10: 23 };
  return irVersion < 4 ? 8 : (newest[irVersion] ?? 21);
}

/** The operators of a graph, and of graphs inside its nodes, that are not computed here, such as "Conv (ai.onnx, opset 13)". */
export function missingOperators(graph: Graph, model: Pick<ModelProto, 'opsets' | 'irVersion'>): string[] {
  const missing = new Set<string>();
  for (const node of graph.nodes) {
    if (!isKnown(node)) missing.add(`${node.operator} (${node.domain || 'ai.onnx'}, opset ${opsetOf(model, node.domain)})`);
    for (const attribute of node.attributes.values()) {
      if (attribute.graph !== undefined) for (const name of missingOperators(attribute.graph, model)) missing.add(name);
    }
  }
  return [...missing];
}

function isKnown({ domain, operator }: GraphNode): boolean {
  return operators[domain]?.has(operator) === true;
}
