import type { Graph, GraphNode } from '../file/modelProto.ts';
import type { Tensor } from '../tensor.ts';
import { orderNodes } from './orderNodes.ts';

/** Per column of a value: the index of the one input column it is computed from. */
type Origins = readonly number[];

/** A function of single columns: each column of its result comes from the column at the same place. */
const columnwise = new Set(
  (
    'Identity Cast Reshape Flatten Squeeze Unsqueeze Scaler Imputer Binarizer LabelEncoder CategoryMapper Abs Neg Sqrt Exp Log Sign Floor Ceil Round ' +
    'Reciprocal Relu Sigmoid Tanh Softplus Clip Not IsNaN IsInf Dropout Add Sub Mul Div Pow Min Max Less LessOrEqual Greater GreaterOrEqual Equal And Or Where'
  ).split(' '),
);

/**
 * For the values of a graph whose columns each depend on one column of the inputs: which one.
 * Other values, such as sums over columns, are missing.
 *
 * @param widths number of columns of each input, in order
 */
export function columnOrigins(
  graph: Graph,
  {
    inputs,
    outputs,
    constants,
  }: { inputs: readonly { name: string; width: number }[]; outputs: readonly string[]; constants: ReadonlyMap<string, Tensor> },
): ReadonlyMap<string, Origins> {
  const origins = new Map<string, Origins>();
  let first = 0;
  for (const { name, width } of inputs) {
    const start = first;
    origins.set(
      name,
      Array.from({ length: width }, (_, column) => start + column),
    );
    first += width;
  }
  for (const node of orderNodes(graph, outputs)) {
    const given = node.inputs.map((name) => origins.get(name));
    const isTraced = node.inputs.every((name, at) => given[at] !== undefined || name === '' || constants.has(name));
    if (!isTraced || given.every((columns) => columns === undefined)) continue;
    const results = originsOf(node, given, constants);
    for (const [at, name] of node.outputs.entries()) {
      const columns = results[at];
      if (columns !== undefined && name !== '') origins.set(name, columns);
    }
  }
  return origins;
}

function originsOf(
  node: GraphNode,
  given: readonly (Origins | undefined)[],
  constants: ReadonlyMap<string, Tensor>,
): readonly (Origins | undefined)[] {
  const { operator, attributes, inputs } = node;
  const listOf = (at: number) => Array.from((constants.get(inputs[at] ?? '')?.data ?? []) as ArrayLike<number>);
  const axis = attributes.get('axis')?.integer;
  const [columns = []] = given;
  if (columnwise.has(operator)) return [sameColumns(given)];
  if (operator === 'OneHotEncoder') {
    const count = (attributes.get('cats_strings')?.texts.length || attributes.get('cats_int64s')?.integers.length) ?? 0;
    return [columns.flatMap((column) => new Array<number>(count).fill(column))];
  }
  if (operator === 'FeatureVectorizer' || (operator === 'Concat' && (axis === 1 || axis === -1))) {
    return [given.every((part) => part !== undefined) ? given.flatMap((part) => part ?? []) : undefined];
  }
  if (operator === 'ArrayFeatureExtractor' || (operator === 'Gather' && axis === 1)) {
    return [columnsAt(columns, listOf(1))];
  }
  if (operator === 'Split' && axis === 1) {
    const sizes = inputs[1] === undefined ? (attributes.get('split')?.integers ?? []) : listOf(1);
    return sizes.map((size, at) => columns.slice(...stretch(sizes, at, size)));
  }
  if (operator === 'Slice' && inputs.length >= 4 && listOf(3).join() === '1' && (inputs[4] === undefined || listOf(4).join() === '1')) {
    return [columns.slice(listOf(1)[0], listOf(2)[0])];
  }
  return [undefined];
}

function stretch(sizes: readonly number[], at: number, size: number): [number, number] {
  const first = sizes.slice(0, at).reduce((sum, one) => sum + one, 0);
  return [first, first + size];
}

function columnsAt(columns: Origins, indices: readonly number[]): Origins | undefined {
  const found = indices.map((index) => columns[index]);
  return found.every((column) => column !== undefined) ? found : undefined;
}

/** The columns of several inputs that are the same, or where one has a single column for all of the others. */
function sameColumns(given: readonly (Origins | undefined)[]): Origins | undefined {
  const traced = given.filter((columns) => columns !== undefined);
  const [first] = traced;
  return traced.every((columns) => columns.length === first?.length && columns.every((column, at) => column === first[at]))
    ? first
    : undefined;
}
