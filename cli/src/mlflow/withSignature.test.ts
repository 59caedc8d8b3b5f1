import type { ModelDescription } from '@modelmonitor/models';
import { withSignature } from './withSignature.ts';

const columns = [
  { name: 'age', type: 'double', required: true },
  { name: 'soil', type: 'string', required: true },
];
const described = (features: ModelDescription['features']): ModelDescription => ({
  task: 'regression',
  ...(features === undefined ? {} : { features }),
});

test.each([
  { what: 'a file without features', features: undefined },
  { what: 'a file without names', features: [{}, {}] },
])('$what takes names and types of the signature', ({ features }) => {
  expect(withSignature(described(features), { columns }).features).toEqual([
    { name: 'age', type: 'numeric' },
    { name: 'soil', type: 'categorical' },
  ]);
});

test('types and categories of the file count', () => {
  const features = [{ type: 'categorical' as const, values: ['1', '2'] }, {}];
  expect(withSignature(described(features), { columns }).features?.[0]).toEqual({ name: 'age', type: 'categorical', values: ['1', '2'] });
});

test.each([
  { what: 'names of the file', features: [{ name: 'a' }, { name: 'b' }], signature: { columns } },
  { what: 'another number of features', features: [{}], signature: { columns } },
  { what: 'a tensor', features: [{}, {}], signature: { tensor: { dtype: 'float32', width: 2 } } },
  { what: 'no signature', features: [{}, {}], signature: undefined },
])('$what: the description stays', ({ features, signature }) => {
  expect(withSignature(described(features), signature)).toEqual(described(features));
});
