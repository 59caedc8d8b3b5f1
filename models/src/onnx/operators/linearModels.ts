import { ModelFormatError } from '../../modelFormatError.ts';
import { type NumberTensor, numbersOf, type Tensor, withShape, zeros } from '../tensor.ts';
import { classLabels, labelCount, labelTensor } from './classLabels.ts';
import { multiply } from './matrices.ts';
import type { NodeContext, Operator } from './operator.ts';
import { logistic, transformName, transforms } from './scores.ts';

type Inputs = readonly (Tensor | undefined)[];

interface Terms {
  readonly coefficients: Float32Array;
  readonly intercepts: readonly number[];
}

/** Rows × targets: the inputs times the coefficients (targets × features), and the intercepts. */
function linearSums(tensor: NumberTensor, { coefficients, intercepts }: Terms, node: NodeContext) {
  const rows = tensor.shape.length < 2 ? 1 : (tensor.shape[0] as number);
  const features = rows === 0 ? 0 : tensor.data.length / rows;
  // Files converted for more features than the input has hold more coefficients; the first ones count.
  const targets = intercepts.length > 0 ? intercepts.length : coefficients.length / Math.max(features, 1);
  if (!Number.isInteger(targets) || targets < 1 || coefficients.length < targets * features) {
    throw new ModelFormatError(
      `${node.where}: expected coefficients for ${features} features and ${targets} targets, got ${coefficients.length}`,
    );
  }
  const result = zeros('float', [rows, targets]);
  const matrix: NumberTensor = {
    type: 'float',
    shape: [targets, features],
    data: coefficients,
  };
  multiply(
    { tensor: withShape(tensor, [rows, features]), first: 0, rows, columns: features },
    { tensor: matrix, first: 0, rows: features, columns: targets, isTransposed: true },
    { data: result.data, first: 0 },
  );
  for (let at = 0; at < result.data.length; at++) result.data[at] = (result.data[at] as number) + (intercepts[at % targets] ?? 0);
  return result;
}

function linearRegressor(node: NodeContext) {
  const { attributes, where } = node;
  const terms = { coefficients: Float32Array.from(attributes.floats('coefficients')), intercepts: attributes.floats('intercepts') };
  const transform = transforms[transformName(attributes.text('post_transform', 'NONE'), where)];
  return ([input]: Inputs): Tensor => {
    const sums = linearSums(numbersOf(input, where), terms, node);
    const targets = sums.shape[1] as number;
    const row = new Float64Array(targets);
    for (let first = 0; first < sums.data.length; first += targets) {
      for (let at = 0; at < targets; at++) row[at] = sums.data[first + at] as number;
      transform(row);
      sums.data.set(row, first);
    }
    return sums;
  };
}

function linearClassifier(node: NodeContext) {
  const { attributes, where } = node;
  const labels = classLabels(node);
  const terms = { coefficients: Float32Array.from(attributes.floats('coefficients')), intercepts: attributes.floats('intercepts') };
  const form = transformName(attributes.text('post_transform', 'NONE'), where);
  const transform = transforms[form];
  return ([input]: Inputs): readonly Tensor[] => {
    const sums = linearSums(numbersOf(input, where), terms, node);
    const [rows = 0, targets = 0] = sums.shape;
    const isPair = targets === 1 && labelCount(labels) === 2;
    const width = isPair ? 2 : targets;
    if (width !== labelCount(labels)) throw new ModelFormatError(`${where}: expected ${labelCount(labels)} classes, got ${width}`);
    const scores = zeros('float', [rows, width]);
    const chosen = new Int32Array(rows);
    const row = new Float64Array(width);
    for (let at = 0; at < rows; at++) {
      if (isPair) {
        const sum = sums.data[at] as number;
        chosen[at] = sum > 0 ? 1 : 0;
        row.set(form === 'LOGISTIC' ? [logistic(-sum), logistic(sum)] : [1 - sum, sum]);
      } else {
        for (let target = 0; target < width; target++) row[target] = sums.data[at * width + target] as number;
        chosen[at] = largest(row);
        transform(row);
      }
      scores.data.set(row, at * width);
    }
    return [labelTensor(labels, chosen), scores];
  };
}

/** Index of the largest value, the first of several. */
function largest(row: Float64Array): number {
  let best = 0;
  for (let at = 1; at < row.length; at++) if ((row[at] as number) > (row[best] as number)) best = at;
  return best;
}

export const linearOperators: readonly Operator[] = [
  { name: 'LinearClassifier', compile: linearClassifier },
  { name: 'LinearRegressor', compile: linearRegressor },
];
