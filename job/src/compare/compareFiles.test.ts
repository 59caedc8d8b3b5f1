import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { randomFromSeed } from '@modelmonitor/stats';
import { checkDrift } from '../../../drift/src/checkDrift.ts';
import { tableDataSet } from '../../../tables/src/dataSet.ts';
import { readTable } from '../../../tables/src/files/readTable.ts';
import { encodeProfile } from '../../../tables/src/profile/encodeProfile.ts';
import { profileOf } from '../../../tables/src/profile/profileOf.ts';
import { compareFiles, type FileComparison, openFiles } from './compareFiles.ts';
import { measureGroups } from './measureGroups.ts';

const context = {
  run: '20260101t000000000z',
  timestamp: '2026-01-01T00:00:00.000Z',
  monitor: null,
  model: null,
  from: null,
  to: null,
  warnings: [],
};
const settings: FileComparison['settings'] = {
  methods: {},
  rules: 'guarded',
  correction: 'none',
  share: 0.5,
  levels: [],
  minRows: 1,
  effectFloor: 0.02,
};
const comparison: FileComparison = { types: {}, settings, context, limits: { memoryBytes: 1e9, jobs: 1 } };

let directory = '';
const paths = { reference: '', current: '', parquet: '', gzip: '', profile: '' };

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'compare-files-'));
  for (const name of ['reference', 'current'] as const) {
    paths[name] = join(directory, `${name}.csv`);
    await writeFile(paths[name], csv(name === 'reference' ? 1 : 2, name === 'reference' ? 3000 : 2000));
  }
  paths.gzip = join(directory, 'current.csv.gz');
  await writeFile(paths.gzip, gzipSync(csv(2, 2000)));
  paths.parquet = join(directory, 'current.parquet');
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(`COPY (SELECT * FROM read_csv('${paths.current}', nullstr = ['', 'NA'])) TO '${paths.parquet}' (FORMAT parquet)`);
  const table = await readTable(paths.reference);
  paths.profile = join(directory, 'profile.json');
  await writeFile(paths.profile, encodeProfile(profileOf(table, { types: table.types })));
});

afterAll(() => rm(directory, { recursive: true }));

/** Real numbers, some with gaps and infinities, whole numbers many and few, texts with gaps, and text among numbers. */
function csv(seed: number, rows: number): string {
  const random = randomFromSeed(seed);
  const lines = Array.from({ length: rows }, (_, row) => {
    const x = random();
    const holes = x < 0.1 ? 'NA' : x > 0.99 ? 'inf' : String(x * seed);
    const words = random() < 0.2 ? '' : ['red', 'green', '"blue, dark"'][row % 3];
    return [x, holes, Math.floor(random() * 1000), Math.floor(random() * 4), words, row % 5 === 0 ? `note ${row}` : row].join(',');
  });
  return `real,holes,many,few,words,mixed\n${lines.join('\n')}\n`;
}

async function asTables(current: string) {
  const reference = await readTable(paths.reference);
  const after = await readTable(current, { types: reference.types });
  return checkDrift({
    reference: tableDataSet(reference),
    current: tableDataSet(after),
    settings,
    context: { ...context, referenceHash: reference.hash, currentHash: after.hash },
  });
}

test('files compared column by column give the report of tables in memory', async () => {
  let types = {};
  const rowFindings = async (agreed: object) => {
    types = agreed;
    return {};
  };
  const files = await openFiles({ reference: [paths.reference], current: [paths.current] });
  expect(await compareFiles(files, { ...comparison, rowFindings })).toEqual(await asTables(paths.current));
  expect(types).toEqual({ real: 'numeric', holes: 'numeric', many: 'numeric', few: 'integer', words: 'categorical', mixed: 'categorical' });
});

test.each(['parquet', 'gzip'] as const)('%s gives what the CSV gives', async (kind) => {
  const columns = ['real', 'holes', 'many', 'few', 'words'];
  const read = async (path: string) =>
    compareFiles(await openFiles({ reference: [paths.reference], current: [path] }), { ...comparison, columns });
  expect((await read(paths[kind])).features).toEqual((await read(paths.current)).features);
});

test('a second thread finds the same, and progress is reported column by column', async () => {
  const files = await openFiles({ reference: [paths.reference], current: [paths.current] });
  const work = { reference: files.reference, current: files.current, types: {}, settings, limits: { threads: 1 } };
  const groups = files.names.map((name) => [name]);
  const reported: number[] = [];
  const two = await measureGroups(work, groups, { threads: 2, onProgress: (done) => reported.push(done) });
  expect(two).toEqual(await measureGroups(work, groups, { threads: 1 }));
  expect(reported).toEqual([1, 2, 3, 4, 5, 6]);
});

test('an error of another thread keeps its words', async () => {
  const files = await openFiles({ reference: [paths.reference], current: [paths.current] });
  const gone = { ...files.current, sql: files.current.sql.replaceAll(paths.current, `${paths.current}.gone`) };
  const work = { reference: files.reference, current: gone, types: {}, settings, limits: { threads: 1 } };
  await expect(measureGroups(work, [['mixed'], ['mixed']], { threads: 2 })).rejects.toThrow(`${paths.current}: No files found`);
});

test('a column that has to be numeric and is not is unknown, with the cells that are no numbers', async () => {
  const files = await openFiles({ reference: [paths.reference], current: [paths.current] });
  const report = await compareFiles(files, { ...comparison, types: { mixed: 'numeric' } });
  expect(report.features['mixed']).toMatchObject({
    verdict: 'unknown',
    reason: expect.stringContaining(
      'the column cannot be read in the reference: expected numbers, and 600 of 3000 values are none: "note 0" in row 1, "note 5" in row 6',
    ),
  });
  expect(report.features['real']?.verdict).not.toBe('unknown');
});

test('a profile stands for the reference it was made of', async () => {
  const files = await openFiles({ reference: [paths.profile], current: [paths.current] });
  const report = await compareFiles(files, { ...comparison, columns: ['many', 'few', 'words'] });
  const { features } = await asTables(paths.current);
  for (const name of ['many', 'few', 'words']) expect(report.features[name]?.score).toBeCloseTo(features[name]?.score ?? Number.NaN, 12);
  expect(report.warnings[0]).toMatch(/^the reference is a profile/);
});

test('columns of a profile that the current file lacks have vanished, all of them too', async () => {
  const other = join(directory, 'other.csv');
  await writeFile(other, `q\n${'1\n'.repeat(50)}`);
  const files = await openFiles({ reference: [paths.profile], current: [other] });
  const report = await compareFiles(files, { ...comparison, columns: ['many', 'few', 'words'] });
  expect(report).toMatchObject({ verdict: 'drifted', n_drifted_features: 3, current: { rows: 50 } });
});

test('an aborted comparison ends', async () => {
  const files = await openFiles({ reference: [paths.reference], current: [paths.current] });
  await expect(compareFiles(files, { ...comparison, signal: AbortSignal.abort() })).rejects.toThrow('aborted');
});

const plain = Array.from({ length: 200_000 }, (_, row) => `${(row * 7919) % 1000}.5,${row % 2 === 0 ? 'red' : 'blue'}\n`).join('');

test.each([
  { name: 'a line end', odd: '1.5,red\r\n', notes: [] },
  {
    name: 'a byte of Windows-1252',
    odd: Buffer.from('1.5,gr\xfcn\n', 'latin1'),
    notes: ['is not UTF-8 (line 200002) and is read as Windows-1252'],
  },
  { name: 'a comment', odd: '# checked up to here\n', notes: ['lines with # that are no rows are left out: 1'] },
])('$name that is odd far below is found by the database; the file is read from a copy then, by all threads', async ({ odd, notes }) => {
  const path = join(directory, 'odd-below.csv');
  await writeFile(path, Buffer.concat([Buffer.from(`x,k\n${plain}`), Buffer.from(odd), Buffer.from(plain)]));
  await writeFile(join(directory, 'plain.csv'), `x,k\n${plain}`);
  const files = await openFiles({ reference: [join(directory, 'plain.csv')], current: [path] });
  const report = await compareFiles(files, { ...comparison, limits: { memoryBytes: 2e9, jobs: 2 } });
  await files.close();
  expect(report.current.rows).toBe(odd.includes('#') ? 400_000 : 400_001);
  expect([report.features['x']?.verdict, report.features['k']?.verdict]).toEqual(['stable', 'stable']);
  expect(report.warnings.map((warning) => notes.find((note) => warning.includes(note)) ?? warning)).toEqual(notes);
});

test('a row far below that has no place is an error with its line', async () => {
  const path = join(directory, 'odd-below.csv');
  await writeFile(path, `x,k\n${plain}1.5,red,blue\n${plain}`);
  const files = await openFiles({ reference: [path], current: [path] });
  await expect(compareFiles(files, comparison)).rejects.toThrow(`${path}, line 200002: the header has 2 columns, this line has 3`);
  await files.close();
});
