import { loadModel } from '../loadModel.ts';
import { contractOf, rowsOf } from '../testCases.ts';
import { storedZip } from '../zip/storedZip.ts';
import { readSkopsKinds, type SkopsKind, skopsFile } from './skopsKinds.ts';

const kinds = new Map(readSkopsKinds().map((kind) => [kind.name, kind]));
const kindOf = (name: string): SkopsKind => kinds.get(name) as SkopsKind;
const schemaOf = ({ entries }: SkopsKind): string => (entries['schema.json'] as { text: string }).text;

/** A kind whose schema was edited. */
function edited(kind: SkopsKind, edit: (schema: string) => string): Buffer {
  return skopsFile({ ...kind.entries, 'schema.json': { text: edit(schemaOf(kind)) } });
}

test.each([
  {
    name: 'a class that is not known',
    edit: (schema: string) => schema.replaceAll('"PCA"', '"KernelPCA"'),
    message:
      'KernelPCA at pca (scikit-learn 1.9): sklearn.decomposition._pca.KernelPCA is not among the transformers read natively: it is not supported; change it, or save the model as ONNX: skl2onnx.to_onnx(model, X[:1].astype("float32"), options={"zipmap": False})',
  },
  {
    name: 'a class of the same name from elsewhere',
    edit: (schema: string) => schema.replaceAll('sklearn.decomposition._pca', 'team.decomposition'),
    message: /^PCA at pca \(scikit-learn 1\.9\): team\.decomposition\.PCA is not among the transformers/,
  },
  {
    name: 'a release that is not known',
    edit: (schema: string) => schema.replaceAll('\\"1.9.1\\"', '\\"2.3.0\\"'),
    message:
      'Pipeline was saved by scikit-learn 2.3.0 (field _sklearn_version), expected 1.0 to 1.9: save it with one of these, or as ONNX',
  },
  {
    name: 'a protocol of the future',
    edit: (schema: string) => schema.replace('"protocol":2', '"protocol":3'),
    message: /^the file was saved by skops 0\.16\.0 with protocol 3, expected a protocol up to 2/,
  },
  {
    name: 'an array that the zip lacks',
    edit: (schema: string) => schema.replaceAll(/"file":"\d+\.npy"/g, '"file":"../secret.npy"'),
    message: /lacks the entry "\.\.\/secret\.npy"/,
  },
  { name: 'JSON that is cut', edit: (schema: string) => schema.slice(0, 500), message: /^schema\.json does not parse: / },
  {
    name: 'a schema nested without end',
    edit: () => `${'{"a":'.repeat(1000)}1${'}'.repeat(1000)}`,
    message: /^schema\.json: expected a whole number as protocol/,
  },
  {
    name: 'a schema of empty lists, which take many times the memory of their text',
    edit: () => `{"protocol":2,"content":[${'[],'.repeat(20_000)}[]],"text":"${'abcdefghijklmnopqrstuvwxyz'.repeat(2000)}"}`,
    message: /^schema\.json: expected at most one object or list per 40 bytes, as skops writes them, got 20003 in \d+ bytes$/,
  },
  { name: 'a list', edit: () => '[]', message: 'schema.json must be an object' },
])('refuses $name', async ({ edit, message }) => {
  const kind = kindOf('projection');
  const loaded = loadModel(edited(kind, edit), contractOf(kind.testCase), 'skops');
  await expect(loaded).rejects.toThrow(
    expect.objectContaining({ name: 'ModelFormatError', message: typeof message === 'string' ? message : expect.stringMatching(message) }),
  );
});

test('refuses a model that holds itself', async () => {
  const root = (step: string) =>
    `{"__class__":"Pipeline","__module__":"sklearn.pipeline","__loader__":"ObjectNode","__id__":1,"protocol":2,"content":{"__loader__":"DictNode","content":{
      "_sklearn_version":{"__loader__":"JsonNode","content":"\\"1.9.1\\""},"n_features_in_":{"__loader__":"JsonNode","content":"1"},
      "steps":{"__loader__":"ListNode","content":[{"__loader__":"TupleNode","content":[{"__loader__":"JsonNode","content":"\\"m\\""},${step}]}]}}}}`;
  const zip = storedZip([['schema.json', Buffer.from(root('{"__loader__":"CachedNode","__id__":1}'))]]);
  const contract = { task: 'regression', features: [{ name: 'x', type: 'numeric' }], classes: [] } as const;
  await expect(loadModel(zip, contract, 'skops')).rejects.toThrow('expected estimators nested at most 20 deep');
});

test('refuses a pipeline whose first step reads texts, by the name of the step', async () => {
  const json = (value: unknown) => ({ __loader__: 'JsonNode', content: JSON.stringify(value) });
  const object = (__class__: string, __module__: string, content: object) => ({
    __class__,
    __module__,
    __loader__: 'ObjectNode',
    content: { __loader__: 'DictNode', content: { _sklearn_version: json('1.9.1'), ...content } },
  });
  const step = [json('texts'), object('TfidfVectorizer', 'sklearn.feature_extraction.text', {})];
  const steps = { __loader__: 'ListNode', content: [{ __loader__: 'TupleNode', content: step }] };
  const schema = JSON.stringify({ protocol: 2, ...object('Pipeline', 'sklearn.pipeline', { steps }) });
  await expect(loadModel(storedZip([['schema.json', Buffer.from(schema)]]), contractOf(kindOf('projection').testCase))).rejects.toThrow(
    'TfidfVectorizer, which reads texts instead of columns, is not supported',
  );
});

test('a feature called like a property of every object is a name like any other', async () => {
  const kind = kindOf('bayes-categorical');
  const rename = (text: string) => text.replaceAll('"sex', '"__proto__').replaceAll('\\"sex\\"', '\\"__proto__\\"');
  const contract = contractOf(kind.testCase);
  const features = contract.features.map((feature) => (feature.name === 'sex' ? { ...feature, name: '__proto__' } : feature));
  const model = await loadModel(edited(kind, rename), { ...contract, features }, 'skops');
  expect(Object.hasOwn(model.categories, '__proto__')).toBe(true);
});

test.each([
  {
    name: 'names that differ',
    change: { features: [{ name: 'height', type: 'numeric' }] },
    message:
      'the resource lacks "pclass", "age", "sibsp", "fare" and the file lacks "height"; the file has the features "pclass", "sex", "age", "sibsp", "fare", "embarked", "deck", "alone", the resource "height"',
  },
  {
    name: 'other classes',
    change: { classes: ['no', 'yes'] },
    message: 'the resource has the classes "no", "yes", the file "died", "lived"',
  },
  { name: 'another task', change: { task: 'regression' }, message: 'the resource has a regression model, the file a classification one' },
] as const)('a resource with $name is refused with both lists', async ({ change, message }) => {
  const kind = kindOf('projection');
  await expect(loadModel(skopsFile(kind.entries), { ...contractOf(kind.testCase), ...change }, 'skops')).rejects.toThrow(message);
});

test('columns are found by name, classes too, in any order', async () => {
  const kind = kindOf('projection');
  const contract = contractOf(kind.testCase);
  const backwards = { ...contract, features: contract.features.toReversed(), classes: contract.classes.toReversed() };
  const file = skopsFile(kind.entries);
  const [model, other] = [await loadModel(file, contract, 'skops'), await loadModel(file, backwards, 'skops')];
  const width = contract.features.length;
  const row = rowsOf(kind.testCase, model).slice(0, width);
  const [first, second] = [await model.predict(row, 1), await other.predict(row.toReversed(), 1)];
  expect([...(second.probabilities ?? [])].reverse()).toEqual([...(first.probabilities ?? [])]);
  expect(second.values[0]).toBe(1 - (first.values[0] as number));
});

test('a row that scikit-learn refuses is refused with its row and feature', async () => {
  const kind = kindOf('encoder-bins');
  const model = await loadModel(skopsFile(kind.entries), contractOf(kind.testCase), 'skops');
  const width = kind.testCase.meta.features.length;
  const rows = rowsOf(kind.testCase, model).slice(0, 3 * width);
  const alone = kind.testCase.meta.features.findIndex(({ name }) => name === 'alone');
  rows[2 * width + alone] = 2;
  expect(() => model.predict(rows, 3)).toThrow(
    expect.objectContaining({
      name: 'ModelInputError',
      row: 2,
      feature: alone,
      message: 'feature "alone": expected one of the categories false, true, got another value',
    }),
  );
});

test('where the resource predicts unseen categories, such a row is predicted', async () => {
  const kind = kindOf('encoder-bins');
  const contract = contractOf(kind.testCase);
  const features = contract.features.map((feature) => (feature.name === 'alone' ? { ...feature, unseen: 'predict' as const } : feature));
  const model = await loadModel(skopsFile(kind.entries), { ...contract, features }, 'skops');
  const row = rowsOf(kind.testCase, model).slice(0, features.length);
  row[features.length - 1] = 2;
  expect(Number.isFinite((await model.predict(row, 1)).values[0])).toBe(true);
});
