import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

// A profile stands for its file: drift gives the same verdicts and scores for both.

const cwd = mkdtempSync(join(tmpdir(), 'profile-reference-'));
const rows = 240;

async function run(...args: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd });
  const code = await runCommand(args, context);
  return { code, stdout: stdout(), stderr: stderr() };
}

type Cell = (row: number) => string;

/** A file of some columns. */
function fileOf(name: string, columns: Readonly<Record<string, Cell>>, separator = ','): void {
  const names = Object.keys(columns);
  const lines = Array.from({ length: rows }, (_, row) => names.map((column) => columns[column]?.(row)).join(separator));
  writeFileSync(join(cwd, name), `${[names.join(separator), ...lines].join('\n')}\n`);
}

const two = (value: number) => String(value).padStart(2, '0');
const wave = (row: number, shift: number) => ((row * 7919) % 241) / 10 + shift;

const kinds: Readonly<Record<string, (shift: number) => Cell>> = {
  number: (shift) => (row) => (wave(row, shift) + 0.5).toFixed(2),
  comma: (shift) => (row) => (wave(row, shift) + 0.5).toFixed(2).replace('.', ','),
  money: (shift) => (row) => `$${(1000 + 100 * wave(row, shift)).toLocaleString('en-US')}.50`,
  marked: (shift) => (row) => (row % 30 === 0 ? '?' : (wave(row, shift) + 0.5).toFixed(1)),
  odd: (shift) => (row) => (row % 60 === 7 ? '12B' : (wave(row, shift) + 0.5).toFixed(1)),
  few: (shift) => (row) => String((row % 4) + (shift === 0 ? 0 : row % 2)),
  gaps: () => (row) => (row % 9 === 0 ? '' : `${row % 3}.0`),
  truth: (shift) => (row) => (shift === 0 ? ['True', 'False'] : ['TRUE', 'FALSE'])[row % 2] as string,
  moved: (shift) => (row) => (row % (shift === 0 ? 2 : 8) === 0 ? 'true' : 'false'),
  colour: (shift) => (row) => ['red', 'green', shift === 0 ? 'blue' : 'red'][row % 3] as string,
  zip: () => (row) => `0${2100 + (row % 12)}`,
  day: (shift) => (row) => `${two((row % 28) + 1)}.${two((shift === 0 ? 1 : 3) + (row % 2))}.2024`,
  booked: (shift) => (row) => `2024${two((shift === 0 ? 1 : 3) + (row % 2))}${two((row % 28) + 1)}`,
  code: (shift) => (row) => `C${1000 + row * 3 + shift * 200}`,
  name: (shift) => (row) => `${['Ana', 'Bo', 'Cy', 'Di'][row % 4]} ${'abcdefgh'.slice(row % 5)} ${1000 + shift * 300 + row}`,
  blank: (shift) => () => (shift === 0 ? '' : 'b'),
  either: (shift) => (row) => `"${(row % 9) + 1 + shift},${(row % 800) + 100}"`,
};

beforeAll(async () => {
  const columns = (shift: number) => Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, kind(shift)]));
  fileOf('reference.csv', columns(0), ';');
  fileOf('same.csv', columns(0), ';');
  fileOf('moved.csv', columns(6), ';');
});

interface Feature {
  readonly verdict: string;
  readonly method: string | null;
  readonly score: number | null;
}

async function featuresOf(reference: string, current: string): Promise<Record<string, Feature>> {
  const { code, stdout, stderr } = await run('drift', '--reference', reference, '--current', current, '--json', '-');
  expect({ code, stderr: code === 0 ? '' : stderr }).toEqual({ code: 0, stderr: '' });
  const { features } = JSON.parse(stdout) as { features: Record<string, Feature> };
  return Object.fromEntries(Object.entries(features).map(([name, { verdict, method, score }]) => [name, { verdict, method, score }]));
}

test.each(['same.csv', 'moved.csv'])('%s: the verdicts of the profile are those of its file', async (current) => {
  const { code, stderr } = await run('profile', '--data', 'reference.csv', '-o', 'reference.json');
  expect(code).toBe(0);
  expect(stderr).toContain('note: "comma": read as numbers with decimal comma\n');
  const fromFile = await featuresOf('reference.csv', current);
  expect(await featuresOf('reference.json', current)).toEqual(fromFile);
  const verdicts = Object.fromEntries(Object.entries(fromFile).map(([name, { verdict }]) => [name, verdict]));
  const moves = current === 'moved.csv' ? 'drifted' : 'stable';
  expect(verdicts).toEqual({
    ...Object.fromEntries(['number', 'comma', 'money', 'marked', 'odd', 'few', 'moved', 'colour'].map((name) => [name, moves])),
    ...Object.fromEntries(['gaps', 'truth', 'zip', 'code', 'name'].map((name) => [name, 'stable'])),
    ...{ day: 'ignored', booked: 'ignored', blank: 'empty', either: 'unknown' },
  });
});

test('neither a text nor a date stands in a profile, however few there are', async () => {
  const few = (row: number) => `${row % 30} some words that no one else should read`;
  fileOf('texts.csv', { name: kinds['name']?.(0) as Cell, day: kinds['day']?.(0) as Cell, few, code: kinds['code']?.(0) as Cell }, ';');
  for (const types of [[], ['--types', 'name=categorical,code=categorical,few=categorical']]) {
    const { code } = await run('profile', '--data', 'texts.csv', ...types, '-o', 'texts.json');
    expect(code).toBe(0);
    const text = readFileSync(join(cwd, 'texts.json'), 'utf8');
    expect(text).not.toMatch(/Ana|\.2024|words|C10/);
    const { columns } = JSON.parse(text) as { columns: readonly { values: readonly unknown[] }[] };
    expect(columns.map(({ values }) => values)).toEqual([[], [], [], []]);
  }
});
