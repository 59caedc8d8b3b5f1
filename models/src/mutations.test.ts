import { performance } from 'node:perf_hooks';
import { loadModel } from './loadModel.ts';
import { bytesOf, contractOf, readTestCase, testFiles } from './testCases.ts';
import { mishapOf, mutate, seededRandom, writeZip } from './testMutations.ts';
import { readZip } from './zip/readZip.ts';

/** Small files of each format. `node test/bench/mutations.ts` takes 10,000 mutations of each. */
const suites = ['xgboost', 'lightgbm', 'catboost', 'skops', 'onnx'].map((format) => ({
  format,
  files: testFiles(format).filter(
    ({ name, bytes, testCase }) => bytes.length < 30_000 && testCase.meta.refused === undefined && !name.endsWith('.cbm'),
  ),
}));
const forest = Buffer.from(
  JSON.stringify({ name: 'RFRegression', baseModel: { indexes: [[0]], estimators: [{ kind: 'regression', root: { distribution: 1 } }] } }),
);

test.each(suites)('a changed $format file gives an answer or a message, within a second', async ({ files }) => {
  const random = seededRandom(13);
  const found: string[] = [];
  for (let index = 0; index < 250; index++) {
    const { name, testCase, bytes } = files[index % files.length] as (typeof files)[number];
    const mutation = mutate(bytes, random);
    const once = async () => {
      const start = performance.now();
      const mishap = await mishapOf(mutation.bytes, contractOf(testCase), 'auto');
      return { mishap, taken: performance.now() - start };
    };
    const first = await once();
    // A busy machine may delay one run, hardly two.
    const isSlow = first.taken > 1000 && (await once()).taken > 1000;
    if (first.mishap !== undefined || isSlow) found.push(`${index} ${name}, ${mutation.name}: ${first.mishap ?? 'slow'}`);
  }
  expect(found).toEqual([]);
});

test('a changed forest file gives an answer or a message', async () => {
  const random = seededRandom(13);
  const contract = contractOf(readTestCase('xgboost-regression'));
  const found: string[] = [];
  for (let index = 0; index < 250; index++) {
    const mishap = await mishapOf(mutate(forest, random).bytes, contract, 'auto');
    if (mishap !== undefined) found.push(mishap);
  }
  expect(found).toEqual([]);
});

test('the same seed gives the same mutations', () => {
  const bytes = Buffer.from('{"a": [1, 2, 3]}');
  const run = (seed: number) => Array.from({ length: 20 }, () => mutate(bytes, seededRandom(seed)).bytes.toString());
  expect(run(1)).toEqual(run(1));
  expect(run(1)).not.toEqual(run(2));
});

test('a zip that unpacks to far more than its size is refused before it is unpacked', async () => {
  const skops = readTestCase('skops-tree');
  const zip = readZip(bytesOf(skops, 'model.skops'));
  const entries = zip.names.map((name) => ({ name, content: zip.read(name) }));
  const bomb = writeZip([...entries, { name: 'bomb.npy', content: Buffer.alloc(40_000_000) }]);
  expect(bomb.length).toBeLessThan(300_000);
  await expect(loadModel(bomb, contractOf(skops))).rejects.toThrow(/unpacks to \d+ bytes, expected at most \d+/);
  await expect(loadModel(writeZip(entries), contractOf(skops))).resolves.toBeDefined();
});

test.each([
  { name: 'JSON', bytes: Buffer.from(`{"learner": ${'['.repeat(3_000_000)}`), message: 'nested at most 100 levels deep' },
  {
    name: 'UBJSON',
    bytes: Buffer.from(`{L\0\0\0\0\0\0\0\x07learner${'['.repeat(3_000_000)}`, 'latin1'),
    message: 'expected at most 100 levels',
  },
  {
    name: 'UBJSON with a huge count',
    bytes: Buffer.from('{L\0\0\0\0\0\0\0\x07learner[$D#L\0\0\0\x7f\xff\xff\xff\xff', 'latin1'),
    message: 'the file is cut or damaged',
  },
  {
    name: 'LightGBM with many features',
    bytes: Buffer.from('tree\nmax_feature_idx=999999999999\n'),
    message: 'max_feature_idx: expected a whole number',
  },
])('$name takes neither time nor memory', async ({ bytes, message }) => {
  const start = performance.now();
  await expect(loadModel(bytes, contractOf(readTestCase('xgboost-regression')))).rejects.toThrow(message);
  expect(performance.now() - start).toBeLessThan(5000);
});
