import type { CompiledTrees } from './compiledTrees.ts';
import { leafOf } from './leafOf.ts';
import { rowPreparer } from './rowPreparer.ts';

/**
 * Sums of the leaves that rows come to, before any link function.
 *
 * @param rows row-major, count × features; a missing value is NaN
 * @returns row-major, count × outputs
 * @throws RangeError when `rows` does not hold exactly `count` rows
 */
type TreeEvaluator = (rows: Float64Array, count: number) => Float64Array;

/** @returns an evaluator that may be called again and again, not by two threads at once */
export function treeEvaluator(trees: CompiledTrees): TreeEvaluator {
  const prepare = rowPreparer(trees);
  return (rows, count) => {
    const inputs = prepare(rows, count);
    const sums = new Float64Array(count * trees.outputs);
    for (let row = 0; row < count; row++) {
      const from = row * trees.featureCount;
      addRow(trees, inputs.subarray(from, from + trees.featureCount), sums.subarray(row * trees.outputs, (row + 1) * trees.outputs));
    }
    return sums;
  };
}

function addRow(trees: CompiledTrees, row: Float64Array, sums: Float64Array): void {
  const round = trees.sums === 'float32' ? Math.fround : (value: number) => value;
  const counts = new Int32Array(trees.outputs);
  if (trees.combine === 'sum') sums.set(trees.base);
  for (let tree = 0; tree < trees.treeOutputs.length; tree++) {
    const leaf = leafOf(trees, tree, row);
    const only = trees.treeOutputs[tree] as number;
    for (let output = only < 0 ? 0 : only; output < (only < 0 ? trees.outputs : only + 1); output++) {
      counts[output] = (counts[output] as number) + 1;
      sums[output] = round((sums[output] as number) + leafValue(trees, { leaf, output, vector: only < 0 }, row));
    }
  }
  if (trees.combine === 'sum') return;
  for (let output = 0; output < sums.length; output++) {
    sums[output] = round((sums[output] as number) / Math.max(1, counts[output] as number) + (trees.base[output] as number));
  }
}

function leafValue(
  { value, vectors, outputs, linear }: CompiledTrees,
  { leaf, output, vector }: { leaf: number; output: number; vector: boolean },
  row: Float64Array,
): number {
  const constant = value[leaf] as number;
  if (vector) return vectors[constant * outputs + output] as number;
  const model = linear.size === 0 ? undefined : linear.get(leaf);
  if (model === undefined) return constant;
  let sum = model.constant;
  for (let index = 0; index < model.features.length; index++) {
    const input = row[model.features[index] as number] as number;
    if (Number.isNaN(input)) return constant;
    sum += (model.coefficients[index] as number) * input;
  }
  return sum;
}
