import { type CompiledTrees, severalOutputs } from './compiledTrees.ts';
import { type LeafTile, leafWalker } from './leafWalker.ts';
import type { LinearLeaf } from './treeSource.ts';

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
  const { outputs, base, combine, sums } = trees;
  const walk = leafWalker(trees, adderOf(trees));
  const finish = combine === 'mean' ? meanOf(trees) : () => undefined;
  return (rows, count) => {
    const target = new Float64Array(count * outputs);
    if (combine === 'sum') for (let cell = 0; cell < target.length; cell++) target[cell] = base[cell % outputs] as number;
    walk(rows, count, target);
    finish(target);
    return target;
  };

  function meanOf({ treeOutputs }: CompiledTrees): (target: Float64Array) => void {
    const counts = Array.from({ length: outputs }, (_, output) => treeOutputs.filter((only) => only < 0 || only === output).length);
    return (target) => {
      for (let cell = 0; cell < target.length; cell++) {
        const mean = (target[cell] as number) / Math.max(1, counts[cell % outputs] as number) + (base[cell % outputs] as number);
        target[cell] = sums === 'float32' ? Math.fround(mean) : mean;
      }
    };
  }
}

type Adder = (tile: LeafTile, target: Float64Array) => void;

// The float32 sum and the double sum are two functions: one with a condition inside costs more than the addition.
function adderOf(trees: CompiledTrees): Adder {
  if (trees.sums === 'float64' && trees.treeOutputs.every((only) => only === severalOutputs.vector)) return vectorAdder(trees);
  if (trees.linear.size > 0 || trees.treeOutputs.some((only) => only < 0)) return generalAdder(trees);
  return trees.sums === 'float32' ? float32Adder(trees) : doubleAdder(trees);
}

function doubleAdder({ value, treeOutputs, outputs }: CompiledTrees): Adder {
  return ({ nodes, firstTree, trees, firstRow, rows }, target) => {
    let place = 0;
    for (let tree = firstTree; tree < firstTree + trees; tree++) {
      let cell = firstRow * outputs + (treeOutputs[tree] as number);
      for (let row = 0; row < rows; row++, cell += outputs) {
        target[cell] = (target[cell] as number) + (value[nodes[place++] as number] as number);
      }
    }
  };
}

function float32Adder({ value, treeOutputs, outputs }: CompiledTrees): Adder {
  return ({ nodes, firstTree, trees, firstRow, rows }, target) => {
    let place = 0;
    for (let tree = firstTree; tree < firstTree + trees; tree++) {
      let cell = firstRow * outputs + (treeOutputs[tree] as number);
      for (let row = 0; row < rows; row++, cell += outputs) {
        target[cell] = Math.fround((target[cell] as number) + (value[nodes[place++] as number] as number));
      }
    }
  };
}

/** For forests of class shares. Three sums at a time stay in registers while one row goes through all trees. */
function vectorAdder({ value, vectors, outputs }: CompiledTrees): Adder {
  return ({ nodes, trees, firstRow, rows }, target) => {
    if (rows > 1) {
      let cell = firstRow * outputs;
      for (let row = 0; row < rows; row++) {
        const place = (value[nodes[row] as number] as number) * outputs;
        for (let output = 0; output < outputs; output++) target[cell] = (target[cell++] as number) + (vectors[place + output] as number);
      }
      return;
    }
    const start = firstRow * outputs;
    for (let output = 0; output < outputs; output += 3) {
      const cell = start + output;
      let a = target[cell] as number;
      let b = output + 1 < outputs ? (target[cell + 1] as number) : 0;
      let c = output + 2 < outputs ? (target[cell + 2] as number) : 0;
      for (let tree = 0; tree < trees; tree++) {
        const place = (value[nodes[tree] as number] as number) * outputs + output;
        a += vectors[place] as number;
        b += vectors[place + 1] as number;
        c += vectors[place + 2] as number;
      }
      target[cell] = a;
      if (output + 1 < outputs) target[cell + 1] = b;
      if (output + 2 < outputs) target[cell + 2] = c;
    }
  };
}

/** For leaves that add to several outputs, or whose value depends on the row. */
function generalAdder({ value, vectors, treeOutputs, outputs, linear, sums }: CompiledTrees): Adder {
  const round = sums === 'float32' ? Math.fround : (sum: number) => sum;
  return ({ nodes, firstTree, trees, firstRow, rows, inputs, base, offsets }, target) => {
    let place = 0;
    for (let tree = firstTree; tree < firstTree + trees; tree++) {
      const only = treeOutputs[tree] as number;
      for (let row = 0; row < rows; row++, place++) {
        const node = nodes[place] as number;
        const own = value[node] as number;
        const start = (firstRow + row) * outputs;
        if (only === severalOutputs.vector) {
          for (let output = 0; output < outputs; output++) {
            target[start + output] = round((target[start + output] as number) + (vectors[own * outputs + output] as number));
          }
          continue;
        }
        const cell = start + (only === severalOutputs.vote ? own : only);
        const leaf = only === severalOutputs.vote ? undefined : linear.get(node);
        const amount = only === severalOutputs.vote ? 1 : own;
        target[cell] = round(
          (target[cell] as number) +
            (leaf === undefined ? amount : linearValue(leaf, inputs.subarray(base + (offsets[row] as number)), own)),
        );
      }
    }
  };
}

function linearValue({ constant, features, coefficients }: LinearLeaf, row: Float64Array, otherwise: number): number {
  let sum = constant;
  for (let index = 0; index < features.length; index++) {
    const input = row[features[index] as number] as number;
    if (Number.isNaN(input)) return otherwise;
    sum += (coefficients[index] as number) * input;
  }
  return sum;
}
