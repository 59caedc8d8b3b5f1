import { ModelFormatError } from '../../modelFormatError.ts';
import { pick, type Tensor, zeros } from '../tensor.ts';
import { along, axisOf } from './axisOf.ts';
import type { NodeContext, Operator } from './operator.ts';

/** Runs a graph once per slice of its inputs; its results are put together along new axes. */
function scan({ attributes, where, opset, inputCount, subgraph }: NodeContext) {
  if (opset < 9) throw new ModelFormatError(`${where}: expected operator set 9 or later, got ${opset}`);
  const body = attributes.graph('body');
  const { run } = subgraph(body);
  const scanned = attributes.integer('num_scan_inputs', 1);
  const states = inputCount - scanned;
  if (states < 0 || body.inputs.length !== inputCount) {
    throw new ModelFormatError(`${where}: expected ${inputCount} inputs of its graph, got ${body.inputs.length}`);
  }
  const collected = body.outputs.length - states;
  const directions = [...attributes.integers('scan_input_directions'), ...attributes.integers('scan_output_directions')];
  if (directions.some((direction) => direction !== 0)) throw new ModelFormatError(`${where}: expected slices from the first to the last`);
  const inputAxes = attributes.integers('scan_input_axes');
  const outputAxes = attributes.integers('scan_output_axes');
  return (inputs: readonly (Tensor | undefined)[]): readonly Tensor[] => {
    const given = inputs as readonly Tensor[];
    const scans = given
      .slice(states, inputCount)
      .map((tensor, at) => ({ tensor, axis: axisOf(inputAxes[at] ?? 0, tensor.shape.length, where) }));
    const steps = scans.map(({ tensor, axis }) => tensor.shape[axis] ?? 0);
    if (new Set(steps).size !== 1) throw new ModelFormatError(`${where}: expected inputs of the same length, got ${steps.join(', ')}`);
    const outer = given.slice(inputCount);
    let state = given.slice(0, states);
    const parts: Tensor[][] = Array.from({ length: collected }, () => []);
    for (let step = 0; step < (steps[0] as number); step++) {
      const results = run([...state, ...scans.map(({ tensor, axis }) => sliceAt(tensor, axis, step))], outer);
      state = results.slice(0, states);
      for (const [at, part] of parts.entries()) part.push(results[states + at] as Tensor);
    }
    return [...state, ...parts.map((part, at) => stack(part, outputAxes[at] ?? 0, where))];
  };
}

function sliceAt(tensor: Tensor, axis: number, step: number): Tensor {
  const { outer, size, inner } = along(tensor.shape, axis);
  const shape = tensor.shape.toSpliced(axis, 1);
  // Slices along the first axis lie side by side.
  if (outer === 1 && tensor.type !== 'string') return { ...tensor, shape, data: tensor.data.subarray(step * inner, (step + 1) * inner) };
  const indices = Int32Array.from({ length: outer * inner }, (_, at) => (Math.floor(at / inner) * size + step) * inner + (at % inner));
  return pick(tensor, indices, shape);
}

function stack(parts: readonly Tensor[], axisNumber: number, where: string): Tensor {
  const [first] = parts;
  if (first === undefined) throw new ModelFormatError(`${where}: expected at least one slice`);
  const axis = axisOf(axisNumber, first.shape.length + 1, where);
  const shape = first.shape.toSpliced(axis, 0, parts.length);
  if (first.type === 'string') throw new ModelFormatError(`${where}: expected numbers, got texts`);
  const result = zeros(first.type, shape);
  const { outer, size, inner } = along(shape, axis);
  for (let group = 0; group < outer; group++) {
    for (const [step, { data }] of parts.entries()) {
      const to = (group * size + step) * inner;
      for (let at = 0; at < inner; at++) result.data[to + at] = data[group * inner + at] as number;
    }
  }
  return result;
}

export const scanOperator: Operator = { name: 'Scan', compile: scan };
