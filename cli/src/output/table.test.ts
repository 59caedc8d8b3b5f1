import { printable } from '@modelmonitor/api/plain';
import { displayWidth } from './displayWidth.ts';
import { styleFor } from './style.ts';
import { type TableColumn, table } from './table.ts';

interface Row {
  readonly name: string;
  readonly score: string;
  readonly verdict: string;
}

const columns: readonly TableColumn<Row>[] = [
  { header: 'name', text: ({ name }) => name },
  { header: 'score', align: 'right', text: ({ score }) => score },
  { header: 'verdict', text: ({ verdict }) => verdict, style: () => 'red' },
];
const terminal = { write: () => undefined, writeExact: () => undefined, isTTY: true, columns: 80 };
const plain = styleFor({ ...terminal, isTTY: false }, {});

test('columns are aligned by visible width, without trailing spaces', () => {
  const rows = [
    { name: 'alcohol', score: '0.5', verdict: 'drifted' },
    { name: '葡萄', score: '12.25', verdict: '' },
    { name: 'cafe\u0301', score: '1', verdict: 'stable' },
  ];
  expect(table(rows, columns, { style: plain })).toBe(
    ['name     score  verdict', 'alcohol    0.5  drifted', '葡萄     12.25', 'cafe\u0301         1  stable', ''].join('\n'),
  );
});

test('a table that is wider than the terminal is cut where it may be, the widest column first', () => {
  const cut: typeof columns = columns.map((column) =>
    column.header === 'score' ? column : { ...column, least: 7, cutAt: column.header === 'name' ? 'middle' : 'end' },
  );
  const rows = [
    { name: 'n'.repeat(300), score: '0.5', verdict: 'drifted' },
    { name: '葡'.repeat(40), score: '12.25', verdict: `unknown: ${'why '.repeat(20)}` },
    { name: 'line\nbreak', score: '1', verdict: 'stable' },
  ];
  const lines = table(rows, cut, { style: plain, width: 40 }).trimEnd().split('\n');
  expect(Math.max(...lines.map(displayWidth))).toBe(40);
  expect(lines).toEqual([
    'name             score  verdict',
    'nnnnnnnnnn…nnnn    0.5  drifted',
    '葡葡葡葡葡…葡葡  12.25  unknown: why wh…',
    'line\\u000abreak      1  stable',
  ]);
});

test('without rows there is only the header', () => {
  expect(table([], columns, { style: plain })).toBe('name  score  verdict\n');
});

test('untrusted text cannot move the cursor', () => {
  expect(table([{ name: 'a\u001b[2Jb\n', score: '', verdict: '' }], columns, { style: plain })).toContain('a\\u001b[2Jb\\u000a\n');
  expect(printable('tab\there')).toBe('tab\\u0009here');
});

test.each([
  { name: 'a terminal', writer: terminal, env: {}, coloured: true },
  { name: 'a terminal with NO_COLOR', writer: terminal, env: { NO_COLOR: '1' }, coloured: false },
  { name: 'a terminal with an empty NO_COLOR', writer: terminal, env: { NO_COLOR: '' }, coloured: true },
  { name: 'a dumb terminal', writer: terminal, env: { TERM: 'dumb' }, coloured: false },
  { name: 'a pipe', writer: { ...terminal, isTTY: false }, env: {}, coloured: false },
])('colours on $name: $coloured', ({ writer, env, coloured }) => {
  const text = table([{ name: 'a', score: '1', verdict: 'drifted' }], columns, { style: styleFor(writer, env) });
  expect(text.includes('\u001b[31mdrifted\u001b[0m')).toBe(coloured);
});

test.each([
  { text: 'naïve 葡萄', width: 10 },
  { text: 'e\u0301', width: 1 },
  { text: '👍', width: 2 },
  { text: '', width: 0 },
])('$text takes $width columns', ({ text, width }) => {
  expect(displayWidth(text)).toBe(width);
});
