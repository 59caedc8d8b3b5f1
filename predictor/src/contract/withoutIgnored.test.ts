import { withoutIgnored } from './withoutIgnored.ts';

const read = withoutIgnored(['id', '__proto__', 'hue'], ['hue', 'soil']);

test.each([
  { name: 'an ignored column is left out', row: '{"id":7,"hue":1}', expected: '{"hue":1}' },
  { name: 'a feature never is', row: '{"hue":1}', expected: '{"hue":1}' },
  { name: 'an unknown name stays, so that it is refused', row: '{"id":7,"heu":1}', expected: '{"heu":1}' },
  { name: 'a name of prototypes is a name like any other', row: '{"__proto__":{},"hue":1}', expected: '{"hue":1}' },
  { name: 'a row in order stays', row: '[7,1]', expected: '[7,1]' },
  { name: 'what is no row stays', row: '"id"', expected: '"id"' },
])('$name', ({ row, expected }) => {
  expect(JSON.stringify(read(JSON.parse(row)))).toBe(expected);
});

const unnamed = withoutIgnored(['Unnamed: 0', 'id'], ['hue', 'X.2']);

test.each([
  { name: 'of the csv module of Python', row: '{"":0,"hue":1}', expected: '{"hue":1}' },
  { name: 'of pandas', row: '{"Unnamed: 0":0,"hue":1}', expected: '{"hue":1}' },
  { name: 'of R', row: '{"X":0,"hue":1}', expected: '{"hue":1}' },
  { name: 'of readr', row: '{"...1":0,"hue":1}', expected: '{"hue":1}' },
])('a column without a name by the name $name', ({ row, expected }) => {
  expect(JSON.stringify(unnamed(JSON.parse(row)))).toBe(expected);
});

test('without ignored columns a row stays the same object', () => {
  const row = { hue: 1 };
  expect(read(row)).toBe(row);
  expect(withoutIgnored([], ['hue'])(row)).toBe(row);
});
