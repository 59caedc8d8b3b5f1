import { csvLine } from './csvLine.ts';

test.each([
  {
    name: 'numbers and plain text are not quoted',
    fields: [1.5, -2, 1e-7, 'class_0', 'two words'],
    line: '1.5,-2,1e-7,class_0,two words\n',
  },
  { name: 'a missing value is an empty cell', fields: ['wet', null, 2, null], line: 'wet,,2,\n' },
  { name: 'separators, quotes and line breaks are quoted', fields: ['a,b', 'say "x"', 'c\nd'], line: '"a,b","say ""x""","c\nd"\n' },
  {
    name: 'text that looks like a missing value is quoted',
    fields: ['NA', 'n/a', 'None', 'nan', ''],
    line: '"NA","n/a","None","nan",""\n',
  },
])('$name', ({ fields, line }) => {
  expect(csvLine(fields)).toBe(line);
});
