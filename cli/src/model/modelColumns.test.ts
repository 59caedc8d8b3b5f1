import { names } from '../commands/nameList.ts';
import { type ModelChoice, modelColumns } from './modelColumns.ts';

const data = (columns: Readonly<Record<string, readonly string[]>>) => ({
  source: 'data.csv',
  columns: Object.keys(columns).map((name) => ({ name, isLeftOut: false })),
  distinct: (name: string) => Promise.resolve(columns[name] ?? []),
});
const found = (
  description: Partial<Parameters<typeof modelColumns>[1]>,
  columns: Readonly<Record<string, readonly string[]>>,
  choice: Partial<ModelChoice> = {},
) => modelColumns('model.ubj', { task: 'regression', ...description }, { data: data(columns), choice: { types: new Map(), ...choice } });

test('names are found in any order, also where the library replaced signs in them', async () => {
  const { columns, contract } = await found(
    { features: [{ name: 'b' }, { name: '__Age_in_years_' }] },
    { 'Age in years': ['1'], c: ['1'], b: ['2'] },
  );
  expect(columns).toEqual(['b', 'Age in years']);
  expect(contract.features.map(({ name }) => name)).toEqual(['b', '__Age_in_years_']);
});

test.each([
  { name: 'codes throughout', values: ['0', '2', '3.0'], feature: { type: 'categorical', values: ['0', '1', '2', '3'] } },
  { name: 'numbers that are no codes', values: ['0', '2.5'], feature: { type: 'numeric' } },
  { name: 'texts', values: ['north', 'south'], feature: { type: 'categorical', values: ['north', 'south'] } },
  { name: 'one truth value', values: ['false'], feature: { type: 'categorical', values: ['false', 'true'] } },
  { name: 'no value', values: [], feature: { type: 'numeric' } },
])('a column of which the file holds codes only: $name', async ({ values, feature }) => {
  const { contract } = await found({ features: [{ name: 'region', type: 'categorical' }] }, { region: values });
  expect(contract.features).toEqual([{ name: 'region', ...feature }]);
});

test.each([
  { values: ['-0,018', '12,5'], type: 'numeric' },
  { values: ['1,234', '5,678'], type: 'numeric' },
  { values: ['1,5', 'high'], type: 'categorical' },
])('a column of $values of which the file says nothing is $type', async ({ values, type }) => {
  const { contract } = await found({ features: [{ name: 'age' }] }, { age: values });
  expect(contract.features[0]?.type).toBe(type);
});

test('without names the order of the columns counts, or that of --features', async () => {
  const features = [{ type: 'numeric' as const }, { type: 'numeric' as const }];
  expect((await found({ features }, { b: ['1'], a: ['1'] })).columns).toEqual(['b', 'a']);
  const chosen = await found({ features }, { b: ['1'], a: ['1'], c: ['1'] }, { features: names('c,b') });
  expect(chosen.columns).toEqual(['c', 'b']);
  await expect(found({ features }, { b: ['1'], a: ['1'], c: ['1'] })).rejects.toThrow(
    'model.ubj has 2 features without names, data.csv has 3 columns: b, a, c; --features names those of the model in its order',
  );
});

test('--features is refused where the model names other features', async () => {
  const features = [{ name: 'a' }, { name: 'b' }];
  const data = { b: ['1'], a: ['1'], c: ['1'] };
  expect((await found({ features }, data, { features: names('b,a') })).columns).toEqual(['a', 'b']);
  await expect(found({ features }, data, { features: names('c') })).rejects.toThrow(
    '--features: model.ubj names its features itself: a, b; got c',
  );
});

test.each([
  { name: 'f0 and f1', file: ['f0', 'f1'] },
  { name: 'Column_0 and Column_1', file: ['Column_0', 'Column_1'] },
])('names that the library made up, $name, are none where the data has others', async ({ file }) => {
  const features = file.map((name) => ({ name, type: 'numeric' as const }));
  expect((await found({ features }, { b: ['1'], a: ['1'] })).contract.features.map(({ name }) => name)).toEqual(['b', 'a']);
  expect((await found({ features }, { [file[1] ?? '']: ['1'], [file[0] ?? '']: ['1'] })).columns).toEqual(file);
});

test('the task and the classes that the user names win', async () => {
  const { contract } = await found({ features: [{ name: 'a' }], classCount: 2 }, { a: ['1'] }, { classes: names('no,yes') });
  expect(contract).toMatchObject({ task: 'classification', classes: ['no', 'yes'] });
});
