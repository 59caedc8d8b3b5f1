import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { type NumberNotation, readNumber } from '../values/notation.ts';
import { notationSql } from './notationSql.ts';
import { sqlLiteral } from './sqlText.ts';

const notation = (decimal: '.' | ',', thousands: NumberNotation['thousands'], unit = ''): NumberNotation => ({ decimal, thousands, unit });

const notations: readonly NumberNotation[] = [
  { ...notation('.', ''), anyMinus: true },
  notation(',', ''),
  notation('.', ','),
  notation(',', '.'),
  notation('.', ' '),
  notation(',', ' '),
  notation('.', "'"),
  notation(',', "'"),
  notation('.', '', '%'),
  notation('.', ',', '$'),
  notation(',', '.', '€'),
  notation('.', '', 'km/h'),
  notation('.', '', 'B'),
  notation('.', ',', 'US$'),
];

const cells = [
  ...[
    '1,5',
    '-1,5',
    '1.234,50',
    '1,234.50',
    '1 234,5',
    '1\u00a0234,5',
    '1\u202f234',
    "1'234.5",
    '1\u2019234',
    '12,34,567',
    '1.2.3',
    '1,2,3',
  ],
  ...['5', '+5', '05', '.5', ',5', '5.', '1e5', '1,5e-3', '1.5E+3', '007', '0,001', '0.001', '1234,567', '12345,678'],
  ...['(5)', '(1,234.50)', '5-', '\u22125', '\u20135', '- 5', '--5', '-5-', '(-5)', ' 5 ', '5\t', 'inf', '-Infinity', 'nan', ''],
  ...['5%', '5 %', '%5', '-5%', '(5%)', '$5', '$ 1,234.50', '-$5', '$-5', '($5.00)', '5 $', '$5-', '1.234,50 €', '€ 5', '5€', '5 €-'],
  ...[
    '90 km/h',
    '90km/h',
    'km/h 90',
    '12B',
    '12 B',
    'US$ 1,000',
    'US$1',
    '5 US$',
    '10-20',
    '12:30',
    '1/2',
    'v1.2',
    '1.234.567,89',
    '1_000',
    '0x1F',
    'x',
  ],
];

const connection = DuckDBInstance.create(':memory:').then((instance) => instance.connect());

async function bySql(texts: readonly string[], of: NumberNotation): Promise<number[]> {
  const rows = texts.map((text) => `(${sqlLiteral(text)})`).join(', ');
  const result = await (await connection).runAndReadAll(`SELECT ${notationSql('cell', of)} FROM (VALUES ${rows}) cells(cell)`);
  return result.getRows().map(([value]) => (value === null ? Number.NaN : Number(value)));
}

const same = (a: number, b: number) => a === b || (Number.isNaN(a) && Number.isNaN(b));

async function differing(texts: readonly string[], of: NumberNotation): Promise<string[]> {
  const found = await bySql(texts, of);
  return texts.flatMap((text, index) => {
    const [expected, got] = [readNumber(text, of), found[index] as number];
    return same(expected, got) ? [] : [`${JSON.stringify(text)}: expected ${expected}, got ${got}`];
  });
}

test.each(notations)('the database reads cells as readNumber does: %j', async (of) => {
  expect(await differing(cells, of)).toEqual([]);
});

test('the database reads any text of digits and signs as readNumber does', async () => {
  const character = fc.constantFrom(..."0123456789,.'-+ ()e%$€\u00a0\u2212");
  const texts = fc.array(fc.string({ unit: character, minLength: 1, maxLength: 9 }), { minLength: 30, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(texts, fc.constantFrom(...notations), async (some, of) => {
      expect(await differing(some, of)).toEqual([]);
    }),
    { numRuns: 50 },
  );
});
