import { loadModel, readModel } from '../loadModel.ts';
import { input, message, node, testModel } from './testGraph.ts';

const identity = node('Identity', [['X'], ['y']]);
const float = (name: string) => ({ 1: 1, 2: 1, 8: name, 4: Buffer.from(Float32Array.of(2).buffer) });

test.each([
  { name: 'no graph', bytes: message({ 1: 8, 2: 'test', 3: '1' }), error: 'expected an ONNX model with a graph, got 11 bytes without one' },
  {
    name: 'an unknown operator',
    bytes: testModel({ nodes: [node('Conv', [['X'], ['y']])] }),
    error: 'got Conv (ai.onnx, opset 17); to serve such graphs, install the optional engine',
  },
  {
    name: 'an operator of another domain',
    bytes: testModel({ nodes: [node('Tokenizer', [['X'], ['y']], { 7: 'com.microsoft' })] }),
    error: 'got Tokenizer (com.microsoft, opset 18)',
  },
  {
    name: 'a circle',
    bytes: testModel({ nodes: [node('Add', [['X', 'b'], ['y']]), node('Neg', [['y'], ['b']])] }),
    error: 'depends on its own output',
  },
  {
    name: 'two nodes with one output',
    bytes: testModel({ nodes: [identity, node('Neg', [['X'], ['y']])] }),
    error: 'two nodes have the output "y"',
  },
  {
    name: 'an input that nothing gives',
    bytes: testModel({ nodes: [node('Add', [['X', 'ghost'], ['y']])] }),
    error: 'the node Add "y" has the input "ghost", which nothing gives',
  },
  { name: 'an output that nothing gives', bytes: testModel({ nodes: [identity], outputs: ['z'] }), error: 'no node has the output "z"' },
  {
    name: 'external data',
    bytes: testModel({ nodes: [identity], initializers: [{ 1: 1, 2: 1, 8: 'W', 13: { 1: 'location', 2: 'weights.bin' }, 14: 1 }] }),
    error: 'ONNX tensor "W": expected its data in the file, got external data; save the model in one file',
  },
  {
    name: 'float16',
    bytes: testModel({ nodes: [identity], inputs: [input('X', [0, 2], 10)] }),
    error: 'ONNX input "X": expected tensors of float, double, whole numbers, bool or text, got type float16',
  },
  {
    name: 'an image',
    bytes: testModel({ nodes: [identity], inputs: [input('X', [0, 3, 224, 224])] }),
    error: 'expected rows × features, got ? × 3 × 224 × 224: images, texts and sequences are not served',
  },
  {
    name: 'a model of ML.NET',
    bytes: testModel({ nodes: [identity], inputs: [input('Label', [1, 1], 8), input('Features', [1, 8])], producer: 'ML.NET' }),
    error: 'takes the label as an input and answers with keys (inputs Label, Features)',
  },
  {
    name: 'an axis that the tensor lacks',
    bytes: testModel({ nodes: [node('Softmax', [['X'], ['y']], { 5: { 1: 'axis', 3: 5, 20: 2 } })] }),
    error: 'ONNX node Softmax "y": expected an axis of a tensor with 2 dimensions, got 5',
  },
])('$name is refused: $error', async ({ bytes, error }) => {
  const reading = readModel(bytes, 'onnx');
  await expect(reading).rejects.toThrow(error);
  await expect(reading).rejects.toMatchObject({ name: 'ModelFormatError' });
});

test('the product of two inputs, one per column and in another order than the resource has them', async () => {
  const bytes = testModel({
    nodes: [node('Div', [['up', 'down'], ['ratio']]), node('Mul', [['ratio', 'two'], ['y']])],
    inputs: [input('up', [0, 1]), input('down', [0, 1])],
    initializers: [float('two')],
  });
  const features = ['down', 'up'].map((name) => ({ name, type: 'numeric' as const }));
  const model = await loadModel(bytes, { task: 'regression', features, classes: [] });
  expect(await model.predict(Float64Array.of(4, 1, 8, 2), 2)).toEqual({ values: Float64Array.of(0.5, 0.5) });
});

test.each([
  { features: ['a'], error: 'expected the 2 features of the ONNX file, whose order counts; the resource has 1: "a"' },
  { features: ['a', 'b', 'c'], error: 'the resource has 3: "a", "b", "c"' },
])('$features.length features for a matrix of 2: $error', async ({ features, error }) => {
  const bytes = testModel({ nodes: [node('ReduceMean', [['X'], ['y']], { 5: { 1: 'axes', 8: 1, 20: 7 } })] });
  const contract = { task: 'regression' as const, features: features.map((name) => ({ name, type: 'numeric' as const })), classes: [] };
  await expect(loadModel(bytes, contract)).rejects.toThrow(error);
});

test('a default domain that is spelt out, and a set that is imported twice, count', async () => {
  const spelt = node('Neg', [['X'], ['y']], { 7: 'ai.onnx' });
  const bytes = message({
    1: 8,
    7: { 1: [spelt], 11: [input('X', [0, 1])], 12: [{ 1: 'y', 2: { 1: { 1: 1 } } }] },
    8: [{ 1: 'ai.onnx', 2: 17 }, { 2: 17 }],
  });
  const model = await loadModel(bytes, { task: 'regression', features: [{ name: 'a', type: 'numeric' }], classes: [] });
  expect(await model.predict(Float64Array.of(3), 1)).toEqual({ values: Float64Array.of(-3) });
});

test('an input of numbers takes numbers or truth values, and no other texts', async () => {
  const bytes = message({
    1: 8,
    7: { 1: [node('Neg', [['X'], ['y']])], 11: [input('X', [0, 1])], 12: [{ 1: 'y', 2: { 1: { 1: 1 } } }] },
    8: [{ 2: 17 }],
  });
  const { description, bind } = await readModel(bytes);
  expect(description.features?.[0]).toEqual({});
  const contract = (values: readonly string[]) => ({
    task: 'regression' as const,
    features: [{ name: 'f0', type: 'categorical' as const, values }],
    classes: [],
  });
  expect((await bind(contract(['False', 'True']))).categories['f0']).toEqual(['False', 'True']);
  expect(() => bind(contract(['blue', 'red']))).toThrow(
    'categorical in the resource with the value "blue", but the model file takes numbers',
  );
});
