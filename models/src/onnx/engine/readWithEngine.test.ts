import { loadModel, readModel } from '../../loadModel.ts';
import type { ModelContract } from '../../model.ts';
import { readModelProto } from '../file/modelProto.ts';
import type { Tensor } from '../tensor.ts';
import { cutZipMaps } from './cutZipMaps.ts';
import type { OnnxEngine } from './onnxEngine.ts';
import { uncommonGraph } from './uncommonGraph.ts';

const contract: ModelContract = {
  task: 'classification',
  classes: ['yes', 'no'],
  features: ['a', 'b', 'c'].map((name) => ({ name, type: 'numeric' })),
};

const absent: OnnxEngine = { open: async () => undefined };

test.each([
  { name: 'no engine', engine: undefined },
  { name: 'an engine that is not installed', engine: absent },
])('$name: the operators and the line that installs one are named', async ({ engine }) => {
  await expect(readModel(uncommonGraph(), 'auto', engine)).rejects.toThrow(
    'got Einsum (ai.onnx, opset 17); to serve such graphs, install the optional engine: npm install --ignore-scripts onnxruntime-node',
  );
});

test('an engine is given the graph without its ZipMap, and its outputs are matched with the classes by name', async () => {
  const opened: Uint8Array[] = [];
  const engine: OnnxEngine = {
    async open(bytes) {
      opened.push(bytes);
      return {
        run: async ([input]) => {
          const rows = input?.tensor.shape[0] ?? 0;
          const labels: Tensor = { type: 'string', shape: [rows], data: new Array<string>(rows).fill('no') };
          return [
            labels,
            { type: 'float', shape: [rows, 2], data: Float32Array.from({ length: rows * 2 }, (_, at) => (at % 2 === 0 ? 0.75 : 0.25)) },
          ];
        },
      };
    },
  };
  const { description, bind } = await readModel(uncommonGraph(), 'auto', engine);
  expect(description).toMatchObject({ task: 'classification', classes: ['no', 'yes'], classCount: 2 });
  const model = await bind(contract);
  expect(await model.predict(new Float64Array(6), 2)).toEqual({
    values: Float64Array.of(1, 1),
    probabilities: Float64Array.of(0.25, 0.75, 0.25, 0.75),
  });
  expect(readModelProto(opened[0] as Uint8Array).graph?.outputs.map(({ name }) => name)).toEqual(['output_label', 'p']);
});

test('what an engine says about a model is the error of the model', async () => {
  const engine: OnnxEngine = { open: () => Promise.reject(new Error('this opset is too new')) };
  const loading = readModel(uncommonGraph(), 'onnx', engine);
  await expect(loading).rejects.toThrow('onnxruntime: this opset is too new');
  await expect(loading).rejects.toMatchObject({ name: 'ModelFormatError' });
});

test('a graph without ZipMap is passed on as it is', () => {
  const bytes = uncommonGraph();
  expect(cutZipMaps(bytes, [{ name: 'output_label', source: 'output_label' }])).toBe(bytes);
});

test('loadModel computes without an engine', async () => {
  await expect(loadModel(uncommonGraph(), contract)).rejects.toThrow('Einsum');
});
