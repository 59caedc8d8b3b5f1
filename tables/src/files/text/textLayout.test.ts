import { type TextLayout, textLayout } from './textLayout.ts';

const rows = '1.5,red,3\n2.5,blue,4\n3.5,red,5\n';

function layout(text: string, header?: boolean): TextLayout {
  return textLayout(text, { isWhole: true, header }) as TextLayout;
}

test.each([
  { name: 'a plain table', text: `a,b,c\n${rows}`, shows: { delimiter: ',', skip: 0, names: ['a', 'b', 'c'], fields: 3, isPlain: true } },
  { name: 'Windows line ends', text: `a,b,c\n${rows}`.replaceAll('\n', '\r\n'), shows: { fields: 3, isPlain: true } },
  { name: 'two kinds of line ends', text: `a,b,c\r\n${rows}`, shows: { fields: 3, isPlain: false } },
  { name: 'tabs', text: `a,b,c\n${rows}`.replaceAll(',', '\t'), shows: { delimiter: '\t', isPlain: true } },
  { name: 'bars', text: `a,b,c\n${rows}`.replaceAll(',', '|'), shows: { delimiter: '|', isPlain: true } },
  {
    name: 'decimal commas between semicolons',
    text: 'a;b;c\n1,5;2,5;3,5\n2,5;3,5;4,5\n',
    shows: { delimiter: ';', fields: 3, isPlain: true },
  },
  { name: 'decimal commas without a header', text: '1,5;2,5\n2,5;0,5\n1,25;3,5\n', shows: { delimiter: ';', fields: 2, hasHeader: false } },
  {
    name: 'the separator that Excel reads',
    text: `sep=;\na;b;c\n${rows.replaceAll(',', ';')}`,
    shows: { delimiter: ';', skip: 1, isPlain: true },
  },
  {
    name: 'a title',
    text: `Sales, 2024\n\na,b,c\n${rows}`,
    shows: { skip: 2, title: 'Sales,2024', names: ['a', 'b', 'c'], isPlain: true },
  },
  {
    name: 'a title with a comma above decimal commas',
    text: 'Municipalities\nArea, population\n\nkey;area;share\n01;40,12;2,5\n02;41,5;3,25\n03;7,5;0,5\n',
    shows: { delimiter: ';', skip: 3, title: 'Municipalities', names: ['key', 'area', 'share'] },
  },
  { name: 'a title that Excel padded', text: `Sales,,\n,,\na,b,c\n${rows}`, shows: { skip: 2, names: ['a', 'b', 'c'] } },
  {
    name: 'comments',
    text: `# made "by me, today\n#\na,b,c\n${rows}`,
    shows: { skip: 2, title: undefined, names: ['a', 'b', 'c'], isPlain: true },
  },
  { name: 'a header that begins with #', text: '#a,b\n1,x\n2,y\n', shows: { skip: 0, names: ['#a', 'b'] } },
  { name: 'a comment among the rows', text: `a,b,c\n${rows}# checked\n${rows}`, shows: { fields: 3, isPlain: false } },
  { name: 'empty lines around', text: `\n\na,b,c\n${rows}\n\n`, shows: { skip: 2, names: ['a', 'b', 'c'], isPlain: true } },
  { name: 'an empty line in a single column', text: 'a\n1\n\n2\n', shows: { fields: 1, isPlain: false } },
  { name: 'blanks after commas', text: `a,b,c\n${rows}`.replaceAll(',', ', '), shows: { names: ['a', 'b', 'c'], isPlain: false } },
  { name: 'no header', text: rows, shows: { hasHeader: false, names: ['c1', 'c2', 'c3'], skip: 0, isPlain: true } },
  {
    name: 'row names of R',
    text: '"a","b"\n"1",2,"x"\n"2",3,"y"\n',
    shows: { hasRowNames: true, names: ['a', 'b'], fields: 3, isPlain: true },
  },
  { name: 'a delimiter behind each row', text: 'a,b\n1,x,\n2,y,\n', shows: { hasRowNames: false, fields: 2, isPlain: true } },
  { name: 'a delimiter behind each line', text: 'a,b,\n1,x,\n2,y,\n', shows: { names: ['a', 'b', ''], fields: 3, isPlain: true } },
  { name: 'a delimiter behind the header alone', text: 'a,b,\n1,x\n2,y\n', shows: { names: ['a', 'b'], fields: 2, isPlain: true } },
  {
    name: 'values that are often missing in the last column',
    text: 'a,b,c\n1,x,\n2,y,\n3,z,4\n',
    shows: { fields: 3, hasRowNames: false, isPlain: true },
  },
  { name: 'a row that is too short', text: 'a,b,c\n1,x,2\n1,x\n', shows: { fields: 3, isPlain: false } },
  {
    name: 'columns of numbers split by blanks',
    text: '  x    y\n 1.5  2\n10.5 30\n',
    shows: { delimiter: ' ', names: ['x', 'y'], fields: 2 },
  },
  { name: 'texts of several words', text: 'note\nall is well here\nall is not here\n', shows: { names: ['note'], fields: 1 } },
  { name: 'thousands separated by blanks', text: 'population total\n1 234\n12 345\n', shows: { names: ['population total'], fields: 1 } },
  { name: 'a line break in a name', text: '"a\nz",b\n1,x\n2,y\n', shows: { names: ['a\nz', 'b'], isPlain: true } },
  { name: 'quotes behind backslashes', text: 'a,b\n1,"x \\" y, z"\n2,"z"\n', shows: { fields: 2, escape: '\\', isPlain: false } },
  { name: 'a stray quote', text: 'a,b\n1,5" pipe\n2,z\n', shows: { fields: 2, isPlain: true } },
  { name: 'a header alone', text: 'a,b\n', shows: { names: ['a', 'b'], rows: [] } },
])('finds $name', ({ text, shows }) => {
  expect(layout(text)).toMatchObject(shows);
});

test('an empty text is no table', () => {
  expect(textLayout('\n \n', { isWhole: true })).toBeUndefined();
});

test('a record that may go on behind the beginning is none of its rows', () => {
  const { rows: found } = textLayout(`a,b\n1,x\n2,"y\n`, { isWhole: false }) as TextLayout;
  expect(found.map(({ fields }) => fields.map(({ text }) => text))).toEqual([['1', 'x']]);
});

test('whether there is a header can be given', () => {
  expect(layout('a,b\nc,d\n', false)).toMatchObject({ hasHeader: false, names: ['c1', 'c2'] });
  expect(layout(rows, true)).toMatchObject({ hasHeader: true, names: ['1.5', 'red', '3'] });
});

test.each([
  ['iris of UCI', '5.1,3.5,1.4,0.2,Iris-setosa\n4.9,3.0,1.4,0.2,Iris-setosa\n7.0,3.2,4.7,1.4,Iris-versicolor\n', false],
  ['adult of UCI', '39, State-gov, 77516, Bachelors\n50, Private, 83311, Bachelors\n38, State-gov, 215646, HS-grad\n', false],
  ['categories only', 'vhigh,2,small,low\nvhigh,2,small,med\nlow,4,big,low\nhigh,2,small,low\n', false],
  ['days', '2024-01-01,5\n2024-01-02,7\n2024-01-03,9\n', false],
  ['numbers in no order', '6,148,72.5,0\n1,85,66.5,1\n8,183,64.5,0\n', false],
  ['one column of numbers', '1.5\n2.5\n3.5\n', false],
  ['names above numbers', 'x,y\n1,2\n3,4\n', true],
  ['years as names', 'country,1990,1991,1992\nA,1.5,2.5,3.5\nB,2.5,3.5,4.5\n', true],
  ['years that come twice', '2019,2020,2019,2020\n1.5,2.5,3.5,4.5\n2.5,3.5,4.5,5.5\n', true],
  ['years that pandas renamed', '2019,2020,2019.1,2020.1\n1.5,2.5,3.5,4.5\n2.5,3.5,4.5,5.5\n', true],
  ['wavelengths as names', '400.5,401.5,402.5\n0.1,0.2,0.3\n0.2,0.1,0.3\n', true],
  ['places as names, as pandas writes them', '0,1,2\n0.5,0.25,0.125\n0.5,0.75,0.25\n', true],
  ['days as names', 'shop,2024-01-01,2024-01-02\nA,5,6\nB,7,8\n', true],
  ['a pandas series without a name', '0\n5\n6\n', true],
  ['texts only', 'name,city\nAnn,Bern\nBob,Paris\nCid,Rome\n', true],
  ['a header that is repeated among the rows', 'kind,size\nbig,1\nkind,size\nsmall,2\n', true],
  ['two rows', 'red,1\nred,2\n', true],
])('%s: a header? %s', (_, text, expected) => {
  expect(layout(text).hasHeader).toBe(expected);
});
