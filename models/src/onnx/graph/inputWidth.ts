import type { Graph, GraphNode } from '../file/modelProto.ts';

/** Number of features of an input whose shape leaves it open, from the nodes that take it; undefined where they do not say. */
export function inputWidth(graph: Graph, input: string): number | undefined {
  const names = new Set([input]);
  const widths: number[] = [];
  for (let grown = true; grown; ) {
    grown = false;
    for (const node of graph.nodes) {
      if (!names.has(node.inputs[0] ?? '') || !['Identity', 'Cast', 'Scaler', 'Imputer', 'Normalizer'].includes(node.operator)) continue;
      const [output] = node.outputs;
      if (output === undefined || names.has(output)) continue;
      names.add(output);
      grown = true;
    }
  }
  for (const node of graph.nodes) {
    const width = names.has(node.inputs[0] ?? '') ? widthOf(graph, node) : undefined;
    if (width !== undefined && width > 0) widths.push(width);
  }
  return widths.length === 0 ? undefined : Math.max(...widths);
}

function widthOf(graph: Graph, node: GraphNode): number | undefined {
  const list = (name: string) => node.attributes.get(name);
  const most = (numbers: readonly number[] | undefined) => (numbers ?? []).reduce((largest, number) => Math.max(largest, number + 1), 0);
  const rowsOf = (name = '') => graph.initializers.get(name)?.shape[0];
  switch (node.operator) {
    case 'TreeEnsembleClassifier':
    case 'TreeEnsembleRegressor':
    case 'TreeEnsemble':
      return most(list('nodes_featureids')?.integers);
    case 'ArrayFeatureExtractor':
      return most(Array.from((graph.initializers.get(node.inputs[1] ?? '')?.data ?? []) as ArrayLike<number>));
    case 'Scaler':
      return multiple(list('offset')?.floats.length);
    case 'Imputer':
      return multiple(list('imputed_value_floats')?.floats.length);
    case 'LinearRegressor':
    case 'LinearClassifier':
      return quotient(list('coefficients')?.floats.length, list('intercepts')?.floats.length);
    case 'MatMul':
      return rowsOf(node.inputs[1]);
    case 'Gemm':
      return list('transB')?.integer ? graph.initializers.get(node.inputs[1] ?? '')?.shape[1] : rowsOf(node.inputs[1]);
    case 'Sub':
    case 'Mul':
    case 'Div':
      return multiple(graph.initializers.get(node.inputs[1] ?? '')?.shape.at(-1));
    default:
      return undefined;
  }
}

/** A list of one number counts for any width. */
function multiple(length: number | undefined): number | undefined {
  return length !== undefined && length > 1 ? length : undefined;
}

function quotient(coefficients = 0, targets = 0): number | undefined {
  return targets > 0 && coefficients % targets === 0 ? coefficients / targets : undefined;
}
