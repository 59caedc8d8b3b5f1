import { matchCategories } from './matchCategories.ts';

const feature = (values?: readonly string[]) =>
  ({ name: 'region', type: 'categorical', ...(values === undefined ? {} : { values }) }) as const;

test.each([
  {
    name: 'names of the file, in its order',
    values: undefined,
    file: { names: ['b', 'a'], largestCode: 1 },
    list: ['b', 'a'],
    codes: [0, 1],
  },
  {
    name: 'values of the contract, by the names of the file',
    values: ['a'],
    file: { names: ['b', 'a'], largestCode: 1 },
    list: ['a'],
    codes: [1],
  },
  {
    name: 'names of one meaning',
    values: ['70', 'True', 'a b'],
    file: { names: ['true', ' a b', '70.0'], largestCode: 2 },
    list: ['70', 'True', 'a b'],
    codes: [2, 0, 1],
  },
  { name: 'codes of a file without names', values: undefined, file: { largestCode: 2 }, list: ['0', '1', '2'], codes: [0, 1, 2] },
  {
    name: 'values in the contract’s order for a file without names',
    values: ['x', 'y'],
    file: { largestCode: 1 },
    list: ['x', 'y'],
    codes: [0, 1],
  },
  {
    name: 'whole numbers that a code goes beyond',
    values: ['1', '3', '7'],
    file: { largestCode: 7 },
    list: ['1', '3', '7'],
    codes: [1, 3, 7],
  },
  { name: 'whole numbers that may be places', values: ['3', '7'], file: { largestCode: 1 }, list: ['3', '7'], codes: [0, 1] },
  {
    name: 'whole numbers where codes are numbers',
    values: ['1', '2'],
    file: { largestCode: 1, codesAreNumbers: true },
    list: ['1', '2'],
    codes: [1, 2],
  },
])('$name', ({ values, file, list, codes }) => {
  expect(matchCategories(feature(values), file)).toEqual({ list, codes });
});

test.each([
  {
    values: ['a', 'c'],
    file: { names: ['b', 'a'], largestCode: 1 },
    message: 'feature "region" may be "c" in the resource, but the model file knows only "b", "a"',
  },
  {
    values: undefined,
    file: { largestCode: 70_000 },
    message: 'feature "region" has codes up to 70000 and no names: list its values in the resource',
  },
])('$message', ({ values, file, message }) => {
  expect(() => matchCategories(feature(values), file)).toThrow(message);
});

describe('names that a damaged file leaves open', () => {
  const cut = (text: string) => ({ text, isCut: true });
  const whole = (text: string) => ({ text, isCut: false });
  // ["Bonn", "Köln", "Ulm"] by XGBoost 3.2: offsets 0, 4, 8, 11 and 11 bytes of 12.
  const readings = [
    [whole('Bonn'), whole('Köl'), whole('nUl')],
    [whole('Bonn'), whole('Köln'), cut('Ul')],
  ];

  test('are those that the contract lists, by their beginnings', () => {
    expect(matchCategories(feature(['Ulm', 'Köln']), { readings, largestCode: 2 })).toEqual({ list: ['Ulm', 'Köln'], codes: [2, 1] });
    expect(matchCategories(feature(['Bonn', 'Köl']), { readings, largestCode: 2 })).toEqual({ list: ['Bonn', 'Köl'], codes: [0, 1] });
  });

  test('have to be listed, and to fit', () => {
    expect(() => matchCategories(feature(), { readings, largestCode: 2 })).toThrow('list its values in the resource');
    expect(() => matchCategories(feature(['Bern']), { readings, largestCode: 2 })).toThrow(
      'knows "Bonn", "Köln", "Ul…"; XGBoost 3.1 and 3.2 cut',
    );
  });
});
