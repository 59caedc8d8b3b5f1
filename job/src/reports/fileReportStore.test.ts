import { mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runName } from '@modelmonitor/api';
import { tableDataSet } from '@modelmonitor/tables';
import { checkDrift } from '../../../drift/src/checkDrift.ts';
import { fileReportStore } from './fileReportStore.ts';

let root = '';
let directory = '';
const now = () => Date.UTC(2025, 0, 2, 4);

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'report-store-'));
});

beforeEach(async () => {
  directory = join(await mkdtemp(join(root, 'case-')), 'reports');
});

afterAll(() => rm(root, { recursive: true }));

function reportAt(minute: number) {
  const time = new Date(Date.UTC(2025, 0, 2, 3, minute));
  const table = tableDataSet({ rows: 3, columns: [{ name: 'x', type: 'numeric', values: Float64Array.of(1, 2, 3) }] });
  return checkDrift({
    reference: table,
    current: table,
    settings: { methods: {}, rules: 'guarded', correction: 'none', share: 0.5, levels: [], minRows: 1, effectFloor: 0 },
    context: {
      run: runName(time),
      timestamp: time.toISOString(),
      monitor: null,
      model: null,
      referenceHash: '',
      from: null,
      to: null,
      warnings: [],
    },
  });
}

const runs = (...minutes: number[]) => minutes.map((minute) => reportAt(minute).run);

test('a missing directory has no reports', async () => {
  const store = fileReportStore(directory, { now, history: 3 });
  expect(await store.list()).toEqual([]);
  expect(await store.latest()).toBeUndefined();
  expect(await store.read(reportAt(1).run, 'json')).toBeUndefined();
});

test('reports are listed newest first and read by name; the newest has a fixed name too', async () => {
  const store = fileReportStore(directory, { now, history: 5 });
  for (const minute of [1, 3, 2]) await store.save(reportAt(minute), { drift: `<p>${minute}</p>` });
  const list = await store.list();
  expect(list.map(({ run }) => run)).toEqual(runs(3, 2, 1));
  expect(list[0]).toEqual({
    run: runs(3)[0],
    timestamp: '2025-01-02T03:03:00.000Z',
    verdict: 'stable',
    share: 0,
    n_drifted: 0,
    newest_row: null,
  });
  expect(await store.latest()).toEqual(reportAt(3));
  expect(JSON.parse((await store.read(reportAt(2).run, 'json')) ?? '')).toEqual(reportAt(2));
  expect(await store.read(reportAt(2).run, 'html')).toBe('<p>2</p>');
  expect(await readFile(join(directory, 'data_drift_report.html'), 'utf8')).toBe('<p>3</p>');
  expect(JSON.parse(await readFile(join(directory, 'data_drift_report.json'), 'utf8'))).toEqual(reportAt(3));
});

test('what exceeds the history leaves, the oldest first, with what a crash left of it', async () => {
  const store = fileReportStore(directory, { now, history: 2 });
  await mkdir(directory);
  await writeFile(join(directory, `.${runs(1)[0]}.json.tmp`), '{');
  for (const minute of [2, 3, 4]) await store.save(reportAt(minute), { drift: '' });
  const names = runs(3, 4).flatMap((run) => [`${run}.html`, `${run}.json`]);
  expect(await readdir(directory)).toEqual([...names, 'data_drift_report.html', 'data_drift_report.json']);
});

test('keeps the page of data quality of the newest report only', async () => {
  const store = fileReportStore(directory, { now, history: 3 });
  await expect(store.newestQuality()).resolves.toBeUndefined();
  await store.save(reportAt(3), { drift: '', quality: '<p>3</p>' });
  await store.save(reportAt(2), { drift: '', quality: '<p>2</p>' });
  await expect(store.newestQuality()).resolves.toBe('<p>3</p>');
  await store.save(reportAt(4), { drift: '' });
  await expect(store.newestQuality()).resolves.toBeUndefined();
});

test.each(['../secret', '..', '', '20250102t030400000z/../x', '20250102T030400000Z', 'data_drift_report'])(
  'the name %j reads nothing',
  async (run) => {
    const store = fileReportStore(directory, { now, history: 2 });
    await store.save(reportAt(1), { drift: '' });
    await writeFile(join(directory, '..', 'secret.json'), '{}');
    expect(await store.read(run, 'json')).toBeUndefined();
  },
);

test.each([
  { name: 'a torn report', text: '{"schemaVersion":1,', reason: 'it is not JSON' },
  { name: 'another document', text: '[]', reason: 'it is not a drift report' },
  { name: 'null', text: 'null', reason: 'it is not a drift report' },
  { name: 'a report of another shape', text: '{"schemaVersion":2}', reason: 'its schemaVersion has to be 1, got 2' },
  {
    name: 'a report under another name',
    text: '{"schemaVersion":1,"run":"20250102t030405678z"}',
    reason: 'its run has to be the name it is stored under',
  },
  { name: 'a report without outcome', text: `{"schemaVersion":1,"run":"${reportAt(9).run}"}`, reason: 'it lacks its outcome' },
])('$name is skipped, said once, and left where it is', async ({ text, reason }) => {
  const said: string[] = [];
  const store = fileReportStore(directory, { now, history: 5, warn: (message) => said.push(message) });
  await store.save(reportAt(1), { drift: '' });
  const path = join(directory, `${reportAt(9).run}.json`);
  await writeFile(path, text);
  expect((await store.list()).map(({ run }) => run)).toEqual(runs(1));
  expect((await store.list()).map(({ run }) => run)).toEqual(runs(1));
  expect(said).toEqual([`${path} was skipped: ${reason}`]);
  expect(await store.latest()).toEqual(reportAt(1));
  await store.save(reportAt(2), { drift: '<p>2</p>' });
  expect(await readFile(join(directory, 'data_drift_report.html'), 'utf8')).toBe('<p>2</p>');
  expect(await readFile(path, 'utf8')).toBe(text);
});

test('other directories and files are ignored', async () => {
  const said: string[] = [];
  const store = fileReportStore(directory, { now, history: 1, warn: (message) => said.push(message) });
  await mkdir(join(directory, `${runs(0)[0]}.json`), { recursive: true });
  await writeFile(join(directory, 'notes.txt'), 'mine');
  await store.save(reportAt(5), { drift: '' });
  expect((await store.list()).map(({ run }) => run)).toEqual(runs(5));
  expect(await readFile(join(directory, 'notes.txt'), 'utf8')).toBe('mine');
});

test('a report that was written again is read again', async () => {
  const store = fileReportStore(directory, { now, history: 5 });
  await store.save(reportAt(1), { drift: '' });
  await store.list();
  await writeFile(join(directory, `${runs(1)[0]}.json`), '{}');
  expect(await store.list()).toEqual([]);
});

test('reports from the future, of a clock that was wrong, come last and leave first', async () => {
  const written: string[] = [];
  const store = fileReportStore(directory, { now, history: 2, warn: (message) => written.push(message) });
  const later = 60 * 24 * 365;
  for (const minute of [later, later + 1]) await store.save(reportAt(minute), { drift: '' });
  await store.save(reportAt(1), { drift: '<p>1</p>' });
  expect((await store.list()).map(({ run }) => run)).toEqual(runs(1, later + 1));
  expect((await store.latest())?.run).toBe(reportAt(1).run);
  expect(await readFile(join(directory, 'data_drift_report.html'), 'utf8')).toBe('<p>1</p>');
  await store.save(reportAt(2), { drift: '' });
  expect((await store.list()).map(({ run }) => run)).toEqual(runs(2, 1));
  expect(written).toEqual([]);
});

test('a report that cannot be read is skipped, said once, and hides no other', async () => {
  const said: string[] = [];
  const store = fileReportStore(directory, { now, history: 5, warn: (message) => said.push(message) });
  for (const minute of [1, 2]) await store.save(reportAt(minute), { drift: '' });
  const path = join(directory, `${reportAt(2).run}.json`);
  await truncate(path, 2 ** 30);
  for (let time = 0; time < 2; time++) expect((await store.list()).map(({ run }) => run)).toEqual(runs(1));
  expect(await store.latest()).toEqual(reportAt(1));
  expect(await store.read(reportAt(2).run, 'json')).toBeUndefined();
  expect(said).toEqual([`${path} was skipped: expected a report of at most 268435456 bytes, got 1073741824`]);
});

test('a place that is no directory has no reports, and says so', async () => {
  const said: string[] = [];
  await writeFile(directory, '');
  const store = fileReportStore(directory, { now, history: 5, warn: (message) => said.push(message) });
  expect([await store.list(), await store.latest(), await store.newestQuality()]).toEqual([[], undefined, undefined]);
  expect(said[0]).toMatch(/^.*reports was skipped: it cannot be read \(ENOTDIR/);
});

test('a run name that is none is not written', async () => {
  const store = fileReportStore(directory, { now, history: 5 });
  await expect(store.save({ ...reportAt(1), run: '../x' }, { drift: '' })).rejects.toThrow(
    'a report needs a run name such as 20250102t030405678z, got "../x"',
  );
});
