import { contractOf } from './contract.ts';

const target = { name: 'colour', classes: ['red', 'white'] };

test.each([
  { name: 'values of the resource win over those the models know', values: ['clay'], known: ['sand', 'clay'], categories: ['clay'] },
  { name: 'without values those the models know count', values: undefined, known: ['sand', 'clay'], categories: ['sand', 'clay'] },
  { name: 'nothing is known before a model is loaded', values: undefined, known: undefined, categories: [] },
])('$name', ({ values, known, categories }) => {
  const soil = { name: 'soil', type: 'categorical' as const, optional: false, ...(values === undefined ? {} : { values }) };
  const model = { task: 'classification' as const, features: [soil], target, versions: [] };
  expect(contractOf(model, new Map(known === undefined ? [] : [['soil', known]])).features[0]?.categories).toEqual(categories);
});

test('a range may be open at either end; a regression has no classes', () => {
  const open = (range?: object) => ({ name: 'x', type: 'numeric' as const, optional: false, ...(range === undefined ? {} : { range }) });
  const features = [open(), open({ min: 0 }), open({ max: 1 })];
  const contract = contractOf({ task: 'regression', features, target: { name: 'y' }, versions: [] });
  expect(contract.classes).toEqual([]);
  expect(contract.features.map(({ minimum, maximum }) => [minimum, maximum])).toEqual([
    [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
    [0, Number.POSITIVE_INFINITY],
    [Number.NEGATIVE_INFINITY, 1],
  ]);
});
