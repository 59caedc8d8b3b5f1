import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DriftDataError } from '../errors.ts';
import { readTable } from './readTable.ts';

// docs/files.md says what files are read; its tables are the tests.
const page = readFileSync(join(import.meta.dirname, '../../../docs/files.md'), 'utf8');
const directory = mkdtempSync(join(tmpdir(), 'files-page-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Cells of the rows of all tables, which begin with a file in code. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.slice(2).replace(/ ?\|$/, ''))
  .map((line) => {
    const [, file = '', rest = ''] = /^`(.*?)` \| (.*)$/.exec(line) ?? [];
    const [names = '', first = '', ...note] = rest.split(/ ?\| ?/);
    return { file, names: codes(names), first: first === '' ? [] : codes(first), note: note.join('|').trim() };
  });

function codes(cell: string): (string | null)[] {
  return [...cell.matchAll(/`([^`]*)`|∅/g)].map(([, text]) => (text === undefined ? null : text.replaceAll('\\n', '\n')));
}

function bytes(file: string): Buffer {
  const parts = file.match(/\\x[0-9A-F]{2}|\\[nrt]|[^\\]/gu) ?? [];
  const escapes: Record<string, string> = { '\\n': '\n', '\\r': '\r', '\\t': '\t' };
  return Buffer.concat(
    parts.map((part) => (part.startsWith('\\x') ? Buffer.from(part.slice(2), 'hex') : Buffer.from(escapes[part] ?? part))),
  );
}

test('the page has tables', () => {
  expect(rows.length).toBeGreaterThan(40);
});

test.each(rows)('$file', async ({ file, names, first, note }) => {
  const path = join(directory, 'file.csv');
  writeFileSync(path, bytes(file));
  const reading = readTable(path, { types: Object.fromEntries(names.map((name) => [name, 'categorical' as const])) });
  if (names.length === 0) {
    await expect(reading).rejects.toThrow(DriftDataError);
    await expect(reading).rejects.toThrow(note);
    await expect(reading).rejects.toThrow(path);
    return;
  }
  const table = await reading;
  expect(table.columns.map((column) => column.name)).toEqual(names);
  expect(table.columns.map((column) => column.values[0])).toEqual(first);
  expect(table.notes.filter((text) => !text.startsWith('"')).map((text) => (note !== '' && text.includes(note) ? note : text))).toEqual(
    note === '' ? [] : [note],
  );
});
