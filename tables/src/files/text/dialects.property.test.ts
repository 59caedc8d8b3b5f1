import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { isMissingToken } from '../../values/missing.ts';
import { readTable } from '../readTable.ts';

const directory = mkdtempSync(join(tmpdir(), 'dialects-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** How a program writes a table as text. */
interface Writer {
  readonly encoding: 'utf8' | 'utf8-mark' | 'utf16le' | 'utf16le-mark' | 'utf16be-mark' | 'windows-1252';
  readonly delimiter: string;
  readonly lineEnds: readonly string[];
  readonly quotesAll: boolean;
  readonly blanks: '' | ' ';
  readonly before: readonly string[];
  readonly behind: boolean;
  readonly rowNames: 'none' | 'R' | 'pandas';
  readonly emptyAtEnd: boolean;
  readonly gzip: boolean;
}

const writers = fc.record<Writer>({
  encoding: fc.constantFrom('utf8', 'utf8-mark', 'utf16le', 'utf16le-mark', 'utf16be-mark', 'windows-1252'),
  delimiter: fc.constantFrom(',', ';', '\t', '|'),
  lineEnds: fc.constantFrom(['\n'], ['\r\n'], ['\r'], ['\r\n', '\n'], ['\n', '\r\n', '\n'], ['\r\r\n']),
  quotesAll: fc.boolean(),
  blanks: fc.constantFrom('', ' '),
  before: fc.constantFrom([], ['# made by "hand, today'], ['Sales of a year'], ['', 'Sales of a year', ''], ['sep=']),
  behind: fc.boolean(),
  rowNames: fc.constantFrom('none', 'R', 'pandas'),
  emptyAtEnd: fc.boolean(),
  gzip: fc.boolean(),
});

// Characters that Windows-1252 has too, those that mean something to a reader among them.
const characters = fc.constantFrom(...'abcXYZ0189 _-.,;|\t#"\'\\\n/äöüßéñ€“”…—'.split(''), '\r\n', 'NA');
const texts = fc.string({ unit: characters, minLength: 1, maxLength: 8 }).filter((text) => !isMissingToken(text));
const tables = fc.array(fc.tuple(fc.double({ noNaN: true, noDefaultInfinity: true }).map(String), fc.option(texts), texts), {
  minLength: 3,
  maxLength: 12,
});
const NAMES = ['x', 'long name', 'größe'];

function written(rows: readonly (readonly (string | null)[])[], writer: Writer): Buffer {
  const { delimiter, quotesAll, blanks, behind, rowNames } = writer;
  const field = (text: string | null) => {
    if (text === null) return '';
    const isSpecial = /["\n\r#]|^\s|\s$/.test(text) || text.includes(delimiter);
    return quotesAll || isSpecial ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const record = (fields: readonly (string | null)[]) => fields.map(field).join(`${delimiter}${blanks}`) + (behind ? delimiter : '');
  const header = rowNames === 'pandas' ? [null, ...NAMES] : NAMES;
  const named = rows.map((row, index) => (rowNames === 'none' ? row : [String(index), ...row]));
  const before = writer.before.map((line) => (line === 'sep=' ? `sep=${delimiter}` : line));
  const lines = [...before, record(header), ...named.map(record), ...(writer.emptyAtEnd ? ['', ''] : [])];
  return encoded(lines.map((line, index) => line + writer.lineEnds[index % writer.lineEnds.length]).join(''), writer.encoding);
}

function encoded(text: string, encoding: Writer['encoding']): Buffer {
  const marked = encoding.endsWith('-mark') ? `\uFEFF${text}` : text;
  if (encoding.startsWith('utf8')) return Buffer.from(marked);
  if (encoding === 'utf16be-mark') return Buffer.from(marked, 'utf16le').swap16();
  if (encoding.startsWith('utf16le')) return Buffer.from(marked, 'utf16le');
  const codes: Record<string, number> = { '€': 0x80, '“': 0x93, '”': 0x94, '…': 0x85, '—': 0x97 };
  return Buffer.from(text.split('').map((character) => codes[character] ?? character.charCodeAt(0)));
}

test('a table reads back the same, whatever program wrote it', async () => {
  await fc.assert(
    fc.asyncProperty(tables, writers, async (rows, writer) => {
      // R writes no delimiter behind the last field beside row names, and without a header nothing tells one from the other.
      fc.pre(!(writer.behind && writer.rowNames === 'R'));
      const bytes = written(rows, writer);
      const path = join(directory, 'table.csv');
      writeFileSync(path, writer.gzip ? gzipSync(bytes) : bytes);
      const types = Object.fromEntries(NAMES.map((name) => [name, 'categorical' as const]));
      const { columns } = await readTable(path, { types });
      expect(columns.map(({ name }) => name)).toEqual(NAMES);
      expect(columns.map(({ values }) => [...values])).toEqual(NAMES.map((_, index) => rows.map((row) => row[index])));
    }),
    { numRuns: 60 },
  );
}, 60_000);
