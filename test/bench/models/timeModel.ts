import { readFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { loadModel, readModel } from '@modelmonitor/models';
import { processorTime } from './processorTime.ts';

// node timeModel.ts MODEL ROWS [onnxruntime-node]: processor time of one row (µs) and of 1,000 rows (ms) in process, as JSON.

type Predict = (rows: Float64Array, count: number) => unknown;

async function ours(bytes: Uint8Array, width: number): Promise<Predict> {
  const { description } = await readModel(bytes);
  const features = Array.from({ length: width }, (_, index) => ({
    name: description.features?.[index]?.name ?? `f${index}`,
    type: 'numeric' as const,
  }));
  const classes = Array.from({ length: description.classCount ?? 2 }, (_, index) => `${index}`);
  const model = await loadModel(bytes, { task: 'classification', features, classes });
  return (rows, count) => model.predict(rows, count);
}

interface OnnxRuntime {
  readonly InferenceSession: {
    create(bytes: Uint8Array, options: object): Promise<{ inputNames: string[]; run(feeds: object): Promise<object> }>;
  };
  readonly Tensor: new (type: 'float32', data: Float32Array, dims: readonly number[]) => object;
}

async function theirs(bytes: Uint8Array, width: number, entry: string): Promise<Predict> {
  const { InferenceSession, Tensor }: OnnxRuntime = (await import(pathToFileURL(entry).href)).default;
  const session = await InferenceSession.create(bytes, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    executionMode: 'sequential',
    logSeverityLevel: 3,
  });
  const [input = ''] = session.inputNames;
  return (rows, count) => session.run({ [input]: new Tensor('float32', Float32Array.from(rows), [count, width]) });
}

const [model = '', file = '', entry] = process.argv.slice(2);
const rows = JSON.parse(await readFile(file, 'utf8')) as number[][];
const width = rows[0]?.length ?? 0;
const bytes = await readFile(model);
const predict = entry === undefined ? await ours(bytes, width) : await theirs(bytes, width, entry);
const single = rows.map((row) => Float64Array.from(row));
const batch = Float64Array.from(rows.flat());
const one = await processorTime((index) => predict(single[index % single.length] as Float64Array, 1));
const thousand = (await processorTime(() => predict(batch, rows.length))) / 1000;
process.stdout.write(JSON.stringify({ one, thousand }));
