import { fieldsOfText } from './fieldsOfText.ts';

test.each([
  ['words', 'red,1.5', [true, false]],
  ['missing values', 'NA,None', [false, false]],
  ['missing values with space around them', 'N/A ,null', [false, false]],
  ['what the database takes for a number', 'Infinity,nan', [false, false]],
  ['a date', '2026-01-01,-1', [false, false]],
  ['space before a word', ' red,1', [false, false]],
  ['quotes', '"red",1', []],
  ['another number of fields', 'red', []],
])('knows texts for certain, and nothing else: %s', (_, record, expected) => {
  expect(fieldsOfText(['a,b', record, ''], { delimiter: ',', fields: 2 })).toEqual(expected);
});

test.each([
  ['a header that goes on', ['"a', 'red,green', 'b",c']],
  ['a record that may be cut short', ['a,b', 'red,Non']],
  ['no record', ['a,b']],
])('knows nothing of %s', (_, lines) => {
  expect(fieldsOfText(lines, { delimiter: ',', fields: 2 })).toEqual([]);
});
