import { ModelFormatError } from '../../modelFormatError.ts';
import type { GraphNode } from '../file/modelProto.ts';
import type { Tensor } from '../tensor.ts';

/** Work and memory of one computation: of the constants of a graph, or of its outputs for some rows. */
export interface WorkBudget {
  /** Starts a computation. */
  start(allowance: Allowance): void;
  /** @throws ModelFormatError that names the node beyond what a computation may take */
  spend(work: number, where: string): void;
  /** Elements of results that are kept until the end. @throws ModelFormatError as `spend` */
  keep(elements: number, where: string): void;
}

interface Allowance {
  readonly work: number;
  readonly elements: number;
}

/** For any computation: a fraction of a second, and 256 MiB. A file of a few bytes may describe hours. */
const [baseWork, baseElements] = [2 ** 27, 2 ** 25];

/** For rows, each. */
const [rowWork, rowElements] = [2 ** 26, 2 ** 20];

/** For each number in the file, whose constants are converted when it is loaded. */
const [constantWork, constantElements] = [32, 4];

export function allowanceForRows(rows: number): Allowance {
  return { work: baseWork + rows * rowWork, elements: baseElements + rows * rowElements };
}

export function allowanceForConstants(numbers: number): Allowance {
  return { work: baseWork + numbers * constantWork, elements: baseElements + numbers * constantElements };
}

export function workBudget(): WorkBudget {
  let left: { work: number; elements: number } = { work: 0, elements: 0 };
  const refusal = (where: string) =>
    new ModelFormatError(`${where}: expected a graph that is computed in a second and in 256 MiB, got one that takes more`);
  return {
    start: (allowance) => {
      left = { ...allowance };
    },
    spend(work, where) {
      left.work -= work;
      if (!(left.work >= 0)) throw refusal(where);
    },
    keep(elements, where) {
      left.elements -= elements;
      if (!(left.elements >= 0)) throw refusal(where);
    },
  };
}

/** Work of a result: for each of its elements, and for the step itself. */
export function workOfResult(elements: number): number {
  return 4 * elements + 512;
}

/** Elements of the results of a node. */
export function elementsOf(results: readonly (Tensor | undefined)[]): number {
  return results.reduce((sum, tensor) => sum + (tensor?.data.length ?? 0), 0);
}

/** Estimates the work of a node beyond that of its inputs and results. */
export function workOfNode({ operator, attributes }: GraphNode): (inputs: readonly (Tensor | undefined)[]) => number {
  const lengthOf = (...names: readonly string[]) =>
    names.reduce((sum, name) => sum + (attributes.get(name)?.integers.length ?? 0) + (attributes.get(name)?.floats.length ?? 0), 0);
  const perRow = (work: number) => (inputs: readonly (Tensor | undefined)[]) => rowsOf(inputs[0]) * work;
  const classes = lengthOf('vectors_per_class');
  switch (operator) {
    case 'MatMul':
    case 'Gemm':
      return ([a, b]) => (a === undefined || b === undefined ? 0 : productWork(a, b, (attributes.get('transB')?.integer ?? 0) !== 0));
    case 'TreeEnsembleClassifier':
    case 'TreeEnsembleRegressor':
    case 'TreeEnsemble':
      return perRow(lengthOf('nodes_treeids', 'nodes_featureids', 'leaf_weights'));
    case 'SVMClassifier':
    case 'SVMRegressor':
      return perRow(lengthOf('support_vectors') + classes * lengthOf('coefficients') + classes * classes);
    case 'LinearClassifier':
    case 'LinearRegressor':
      return perRow(lengthOf('coefficients'));
    default:
      return () => 0;
  }
}

function rowsOf(tensor: Tensor | undefined): number {
  return tensor === undefined || tensor.shape.length < 2 ? 1 : (tensor.shape[0] as number);
}

/** Multiplications of a product of matrices; an upper bound where their batches differ. */
function productWork(a: Tensor, b: Tensor, isTransposed: boolean): number {
  const [height = 1, width = 1] = b.shape.slice(-2);
  const [inner, columns] = isTransposed ? [width, height] : [b.shape.length < 2 ? b.data.length : height, b.shape.length < 2 ? 1 : width];
  const isSameBatch = b.shape.length <= 2 || a.shape.slice(0, -2).join() === b.shape.slice(0, -2).join();
  return isSameBatch ? a.data.length * columns : (a.data.length * b.data.length) / Math.max(1, inner);
}
