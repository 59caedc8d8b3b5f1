import type { NumberTensor, Tensor } from '../tensor.ts';
import type { RowTensors } from './rowTensors.ts';

/** Rows that a run takes at most: more do not make it faster, and values between the nodes grow with them. */
const mostRows = 256;

/** How rows of a contract become runs of a graph. */
export interface BoundRows {
  readonly tensors: RowTensors;
  /** Rows that each run takes, where the file fixes them. */
  readonly batch: number | undefined;
}

/** Runs a graph; `first` is the index of its first row. */
export type RunRows = (inputs: readonly Tensor[], first: number) => readonly Tensor[];

/** Called with the outputs of a run, its first row, and its number of rows; a run of a fixed batch may give more than that. */
type Visit = (outputs: readonly Tensor[], range: { first: number; count: number }) => void;

interface Rows extends BoundRows {
  readonly rows: Float64Array;
  readonly count: number;
}

/** Runs a graph on all rows, in stretches. */
export function runRows({ tensors, batch, rows, count }: Rows, run: RunRows, visit: Visit): void {
  const step = batch ?? mostRows;
  for (let first = 0; first < count; first += step) {
    const rest = Math.min(count - first, step);
    visit(run(tensors(rows, { first, count: batch ?? rest, last: count - 1 }), first), { first, count: rest });
  }
}

/** The numbers that a graph's first output has per row, row after row. */
export function numbersOfRows(bound: BoundRows, run: RunRows): (rows: Float64Array, count: number) => Float64Array {
  return (rows, count) => {
    let numbers = new Float64Array(0);
    runRows({ ...bound, rows, count }, run, ([output], range) => {
      const { data, shape } = output as NumberTensor;
      const width = data.length / (shape[0] ?? 1);
      if (range.first === 0) numbers = new Float64Array(count * width);
      numbers.set(data.subarray(0, range.count * width), range.first * width);
    });
    return numbers;
  };
}
