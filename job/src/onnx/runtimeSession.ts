import type { OnnxSession, Tensor } from '@modelmonitor/models';

/** The part of onnxruntime-node that is used; its types are not installed. */
interface Runtime {
  readonly InferenceSession: { create(bytes: Uint8Array, options: object): Promise<RuntimeInferenceSession> };
  readonly Tensor: new (type: string, data: unknown, dims: readonly number[]) => RuntimeTensor;
}

interface RuntimeInferenceSession {
  run(feeds: Readonly<Record<string, RuntimeTensor>>, fetches: readonly string[]): Promise<Readonly<Record<string, RuntimeTensor>>>;
}

interface RuntimeTensor {
  readonly type: string;
  readonly data: ArrayLike<number | bigint | string | boolean>;
  readonly dims: readonly number[];
}

/** One thread: the caller of this thread waits, and a pool would only spin beside it. */
const options = { intraOpNumThreads: 1, interOpNumThreads: 1, executionMode: 'sequential', logSeverityLevel: 3 };

/** A model loaded by onnxruntime-node. */
export async function runtimeSession(runtime: Runtime, bytes: Uint8Array): Promise<OnnxSession> {
  const session = await runtime.InferenceSession.create(bytes, options);
  return {
    async run(inputs, outputs) {
      const feeds = Object.fromEntries(inputs.map(({ name, tensor }) => [name, toRuntime(runtime, tensor)]));
      const results = await session.run(feeds, outputs);
      return outputs.map((name) => fromRuntime(Object.hasOwn(results, name) ? results[name] : undefined, name));
    },
  };
}

const arrays: Readonly<Partial<Record<Tensor['type'], { from(data: ArrayLike<number>): unknown }>>> = {
  double: Float64Array,
  int32: Int32Array,
  int16: Int16Array,
  int8: Int8Array,
  uint32: Uint32Array,
  uint16: Uint16Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

function toRuntime(runtime: Runtime, { type, data, shape }: Tensor): RuntimeTensor {
  const name = type === 'float' ? 'float32' : type === 'double' ? 'float64' : type;
  if (type === 'string' || type === 'float') return new runtime.Tensor(name, data, shape);
  if (type === 'int64')
    return new runtime.Tensor(
      name,
      BigInt64Array.from(data, (value) => BigInt(Math.trunc(value) || 0)),
      shape,
    );
  if (type === 'uint64')
    return new runtime.Tensor(
      name,
      BigUint64Array.from(data, (value) => BigInt(Math.trunc(value) || 0)),
      shape,
    );
  return new runtime.Tensor(name, arrays[type]?.from(data), shape);
}

function fromRuntime(tensor: RuntimeTensor | undefined, name: string): Tensor {
  if (tensor === undefined) throw new Error(`expected the output ${name}, got none`);
  const { type, data, dims: shape } = tensor;
  if (type === 'string') return { type, shape, data: Array.from(data as ArrayLike<string>) };
  if (type === 'float32') return { type: 'float', shape, data: Float32Array.from(data as ArrayLike<number>) };
  const numbers = Float64Array.from(data as ArrayLike<number>, Number);
  return { type: type === 'float64' ? 'double' : (type as Exclude<Tensor['type'], 'string' | 'float' | 'double'>), shape, data: numbers };
}
