import { loadModel, readModel } from '../../loadModel.ts';
import { message, node, testModel } from '../testGraph.ts';

const features = ['a', 'b'].map((name) => ({ name, type: 'numeric' as const }));
const contract = { task: 'regression' as const, classes: [], features };

/** A list of whole numbers as initializer. */
const list = (name: string, ...values: readonly number[]) => ({ 1: [values.length], 2: 7, 7: values, 8: name });

const square = [node('ConstantOfShape', [['size'], ['big']]), node('MatMul', [['big', 'big'], ['product']])];
const reduced = (name: string, from: string) => node('ReduceSum', [[from], [name]], { 5: { 1: 'keepdims', 3: 0, 20: 2 } });

test.each<{ name: string; nodes: Parameters<typeof testModel>[0]['nodes']; size: readonly number[] }>([
  {
    name: 'a product of minutes when it is loaded',
    nodes: [...square, reduced('s', 'product'), node('Add', [['X', 's'], ['y']])],
    size: [5000, 5000],
  },
  {
    name: 'a product of minutes for each row',
    nodes: [
      reduced('x', 'X'),
      node('ConstantOfShape', [['size'], ['big']]),
      node('Add', [['big', 'x'], ['moved']]),
      node('MatMul', [['moved', 'moved'], ['y']]),
    ],
    size: [4000, 4000],
  },
  {
    name: 'gigabytes for each row',
    nodes: [
      reduced('x', 'X'),
      node('ConstantOfShape', [['size'], ['big']]),
      ...Array.from({ length: 40 }, (_, at) => node('Add', [[at === 0 ? 'big' : `m${at}`, 'x'], [at === 39 ? 'y' : `m${at + 1}`]])),
    ],
    size: [16_000_000],
  },
])('a graph that takes $name is refused in time', async ({ nodes, size }) => {
  const bytes = testModel({ nodes, initializers: [list('size', ...size)] });
  const start = performance.now();
  await expect(loadModel(bytes, contract).then((model) => model.predict(Float64Array.of(1, 2), 1))).rejects.toThrow(
    'expected a graph that is computed in a second and in 256 MiB',
  );
  expect(performance.now() - start).toBeLessThan(5000);
});

test('a loop over millions of slices is refused in time', async () => {
  const body = message({
    1: [node('Add', [['s', 'v'], ['out']])],
    2: 'body',
    11: [
      { 1: 's', 2: {} },
      { 1: 'v', 2: {} },
    ],
    12: [{ 1: 'out', 2: {} }],
  });
  const nodes = [
    node('ConstantOfShape', [['size'], ['big']]),
    node('Scan', [['X', 'big'], ['y']], {
      5: [
        { 1: 'body', 6: body, 20: 5 },
        { 1: 'num_scan_inputs', 3: 1, 20: 2 },
      ],
    }),
  ];
  const start = performance.now();
  await expect(readModel(testModel({ nodes, initializers: [list('size', 30_000_000)] }))).rejects.toThrow('computed in a second');
  expect(performance.now() - start).toBeLessThan(5000);
});
