import { parseSignature, signatureProblem } from './modelSignature.ts';

const numeric = (name: string) => ({ name, type: 'numeric' as const });
const categorical = (name: string) => ({ name, type: 'categorical' as const });
const column = (name: string, type = 'double', required = true) => ({ name, type, required });
const columns = [column('age'), column('soil', 'string'), column('note', 'string', false)];

test.each([
  { inputs: '[{"type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,6]}}]', signature: { tensor: { dtype: 'float32', width: 6 } } },
  {
    inputs: '[{"type":"tensor","tensor-spec":{"dtype":"float64","shape":[-1,-1]}}]',
    signature: { tensor: { dtype: 'float64', width: undefined } },
  },
  { inputs: '[{"name":"a","type":"long","optional":true}]', signature: { columns: [column('a', 'long', false)] } },
  {
    inputs: '[{"name":"a","type":"tensor","tensor-spec":{"dtype":"float32","shape":[-1,1]}}]',
    signature: { columns: [column('a', 'float32')] },
  },
  { inputs: '[{"type":"string"}]', signature: undefined },
  { inputs: '[]', signature: undefined },
  { inputs: null, signature: undefined },
])('$inputs is read', ({ inputs, signature }) => {
  expect(parseSignature({ inputs })).toEqual(signature);
});

test('inputs that are no JSON are refused', () => {
  expect(() => parseSignature({ inputs: 'age double' })).toThrow('expected the signature of the MLmodel to hold its inputs as JSON');
});

test.each([
  { features: [categorical('soil'), numeric('age')] },
  { features: [numeric('age'), categorical('soil'), categorical('note')] },
  { features: [categorical('age'), categorical('soil')] },
])('columns fit the features $features', ({ features }) => {
  expect(signatureProblem({ columns }, features)).toBeUndefined();
});

test.each([
  { features: [numeric('age')], problem: 'expected the features soil, which the resource does not list' },
  { features: [numeric('age'), categorical('soil'), numeric('x')], problem: 'expected only columns of the signature as features, got x' },
  { features: [numeric('age'), numeric('soil')], problem: 'expected the feature soil to be categorical, as its column holds string' },
])('$problem, with both lists', ({ features, problem }) => {
  const found = signatureProblem({ columns }, features);
  expect(found).toMatch(problem);
  expect(found).toContain(
    '; signature of the MLmodel: age (double), soil (string), note (string, optional); features of the resource: age (numeric)',
  );
});

test('where the model file holds no names, the order counts', () => {
  const features = [categorical('soil'), numeric('age')];
  expect(signatureProblem({ columns }, features, true)).toMatch('as the model file holds no names: age at position 1, got soil');
  expect(signatureProblem({ columns }, features.toReversed(), true)).toBeUndefined();
});

test('a tensor counts the features', () => {
  const signature = { tensor: { dtype: 'float32', width: 3 } };
  expect(signatureProblem(signature, [numeric('a'), numeric('b')])).toBe(
    'expected 3 features, as the signature of the MLmodel has a tensor of 3 columns of float32, got 2: a (numeric), b (numeric)',
  );
  expect(signatureProblem(signature, ['a', 'b', 'c'].map(numeric))).toBeUndefined();
});
