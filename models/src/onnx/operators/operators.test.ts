import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { readModelProto } from '../file/modelProto.ts';
import { planGraph } from '../graph/graphPlan.ts';
import type { Tensor } from '../tensor.ts';

interface TestTensor {
  readonly type: Tensor['type'];
  readonly shape: readonly number[];
  readonly data: readonly (number | string)[];
}

/** One of ONNX's own tests of single nodes; `model` is hexadecimal digits, numbers that are not finite are texts. */
interface NodeTest {
  readonly name: string;
  readonly model: string;
  readonly inputs: readonly TestTensor[];
  readonly outputs: readonly TestTensor[];
}

const path = join(import.meta.dirname, '..', '..', '..', 'fixtures', 'onnx-nodes.json.br');
const tests: readonly NodeTest[] = JSON.parse(brotliDecompressSync(readFileSync(path)).toString('utf8'));

test.each(tests)('$name', ({ model, inputs, outputs }) => {
  const proto = readModelProto(Buffer.from(model, 'hex'));
  const { graph } = proto;
  if (graph === undefined) throw new Error('expected a graph');
  const ends = { inputs: graph.inputs.map(({ name }) => name), outputs: graph.outputs.map(({ name }) => name) };
  const results = planGraph(graph, ends, proto).run(inputs.map(tensorOf));
  expect(results.map(({ type, shape }) => ({ type, shape }))).toEqual(outputs.map(({ type, shape }) => ({ type, shape })));
  const expected = outputs.map(tensorOf);
  const differences = results.flatMap(({ data }, output) =>
    Array.from(data as ArrayLike<number | string>).flatMap((got, at) => {
      const value = expected[output]?.data[at];
      return near(got, value) ? [] : [`output ${output}, ${at}: expected ${value}, got ${got}`];
    }),
  );
  expect(differences).toEqual([]);
});

function tensorOf({ type, shape, data }: TestTensor): Tensor {
  if (type === 'string') return { type, shape, data: data.map(String) };
  return { type, shape, data: type === 'float' ? Float32Array.from(data, Number) : Float64Array.from(data, Number) };
}

/** The tolerance of ONNX's runner for floats. */
function near(got: number | string, expected: number | string | undefined): boolean {
  if (typeof got === 'string' || typeof expected !== 'number') return got === expected;
  return Object.is(got, expected) || got === expected || Math.abs(got - expected) <= 1e-7 + 1e-3 * Math.abs(expected);
}
