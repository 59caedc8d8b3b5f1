import {
  categoryOf,
  type FileColumn,
  isCertainlyText,
  isMissingValue,
  isWholeNumber,
  mayBeNumeric,
  mayHoldText,
  UNTYPED,
} from './cellValue.ts';

const column = (sqlType: string): FileColumn => ({ name: 'x', id: 'x', sqlType });

test.each([
  { sqlType: UNTYPED, numeric: true, text: true },
  { sqlType: 'VARCHAR', numeric: false, text: true },
  { sqlType: 'BOOLEAN', numeric: false, text: false },
  { sqlType: 'DECIMAL(9,2)', numeric: true, text: false },
  { sqlType: 'UBIGINT', numeric: true, text: false },
  { sqlType: 'TIMESTAMP', numeric: false, text: true },
])('$sqlType may be numeric: $numeric, may hold text: $text', ({ sqlType, numeric, text }) => {
  expect([mayBeNumeric(column(sqlType)), mayHoldText(column(sqlType))]).toEqual([numeric, text]);
});

test.each(['', 'NA', ' null ', 'NaN', 'NAN', '-nan'])('%j is a missing number in a CSV file, and text in a Parquet file', (text) => {
  expect(isMissingValue(column(UNTYPED), text)).toBe(true);
  expect(isMissingValue(column('VARCHAR'), text)).toBe(false);
});

test.each([
  ['red', true],
  ['infinity', false],
  ['nan', false],
  ['None', false],
  ['7a', false],
])('%j is certainly text: %s', (field, expected) => {
  expect(isCertainlyText(field)).toBe(expected);
});

test.each([
  ['7', true, '7'],
  [' +7 ', true, '7'],
  ['7.0', false, '7'],
  ['-0', true, '0'],
  ['7.5', false, '7.5'],
  ['9007199254740993', true, '9007199254740993'],
  ['a', false, 'a'],
])('%j is written as a whole number: %s, and is the category %j', (text, whole, category) => {
  expect([isWholeNumber(text), categoryOf(text, 'integer'), categoryOf(text, 'categorical')]).toEqual([whole, category, text]);
});
