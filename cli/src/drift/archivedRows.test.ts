import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '@modelmonitor/api';
import { openStore, type RowBatch, type RowContract, type Store } from '@modelmonitor/store';
import { archiveDay } from '../../../job/src/archive/archiveDay.ts';
import { directoryPlace } from '../../../job/src/archive/directoryPlace.ts';
import { dayOf } from '../../../store/src/retention/day.ts';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

// Rows of the wine data, shifted, as a predictor stores them: `drift` finds in their archive what it finds in a CSV file with the same rows.

const wine = join(import.meta.dirname, '../../../examples/wine/wine.csv');
const monitor = { namespace: 'default', name: 'wine' };
const day = dayOf(Date.UTC(2026, 10, 29));
let directory: string;
let store: Store;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'archived-'));
  store = await openStore({ kind: 'file', path: join(directory, 'rows.sqlite'), monitor }, { now: () => 0, log: () => undefined });
});
afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
});

interface Wine {
  readonly names: readonly string[];
  readonly rows: readonly (readonly number[])[];
  readonly labels: readonly string[];
}

async function shiftedWine(): Promise<Wine> {
  const [header = '', ...lines] = (await readFile(wine, 'utf8')).trim().split('\n');
  const columns = header.split(',');
  const target = columns.indexOf('cultivar');
  const cells = lines.map((line) => line.split(','));
  const names = columns.filter((_, index) => index !== target);
  return {
    names,
    rows: cells.map((row) => row.filter((_, index) => index !== target).map((cell, index) => Number(cell) + (index === 0 ? 1 : 0))),
    labels: cells.map((row) => row[target] ?? ''),
  };
}

async function storeWine({ names, rows, labels }: Wine): Promise<void> {
  const classes = [...new Set(labels)].sort();
  const contract: RowContract = {
    ...{ task: 'classification', classes, target: 'cultivar' },
    features: names.map((name) => ({ name, type: 'numeric' })),
  };
  const count = rows.length;
  const batch: RowBatch = {
    ...{ writer: 'w', number: 1, contract, rows: count, versions: ['v1'], versionOf: new Uint16Array(count), unseen: [] },
    ids: { series: 'w', numbers: Float64Array.from(rows.keys()), chosen: [] },
    times: Float64Array.from(rows, (_, row) => day.from + row),
    features: Float64Array.from(rows.flat()),
    predictions: Float64Array.from(labels, (label) => classes.indexOf(label)),
    probabilities: Float64Array.from(labels.flatMap((label) => classes.map((name) => (name === label ? 0.8 : 0.1)))),
  };
  await store.append(batch);
  await store.addLabels({ ids: rows.map((_, row) => `w-${row.toString(36)}`), actuals: labels, time: day.from + 5000, source: 'test' });
}

/** The report of a comparison, without what names the run and its files. */
async function reportOf(current: string): Promise<{ text: string; report: Report }> {
  const json = join(directory, `${current.replaceAll('/', '-')}.json`);
  const { context, stderr } = recordingContext({ cwd: directory });
  const target = current.endsWith('.csv') ? ['--target', 'cultivar'] : [];
  const code = await runCommand(['drift', '--reference', wine, '--current', current, '--json', json, ...target], context);
  expect({ code, stderr: stderr() }).toMatchObject({ code: 0 });
  const report = JSON.parse(await readFile(json, 'utf8'));
  const { run: _run, timestamp: _timestamp, ...same } = report;
  return { report, text: JSON.stringify(same) };
}

test('drift of an archive is that of a CSV file with its rows, and of the restored rows', async () => {
  const data = await shiftedWine();
  await storeWine(data);
  const csv = [[...data.names, 'cultivar'].join(','), ...data.rows.map((row, index) => [...row, data.labels[index]].join(','))];
  await writeFile(join(directory, 'rows.csv'), csv.join('\n'));
  await archiveDay(day, { store, monitor, place: directoryPlace(join(directory, 'archive')) });
  await store.dropBefore(day.to);
  const archived = await reportOf('archive/default/wine/2026-11-29.parquet');
  const { context } = recordingContext({ cwd: directory });
  const place = ['--store', 'rows.sqlite', '--monitor', 'default/wine'];
  expect(await runCommand(['log', 'restore', 'archive/default/wine/2026-11-29.parquet', ...place], context)).toBe(0);
  expect(await runCommand(['log', 'export', ...place, '--format', 'parquet', '-o', 'restored.parquet'], context)).toBe(0);
  expect((await reportOf('restored.parquet')).text).toBe(archived.text);
  const compared = await reportOf('rows.csv');
  expect(archived.report.features).toEqual(compared.report.features);
  expect(archived.report.features['alcohol']).toMatchObject({ drifted: true });
  // The archive names its label itself.
  expect(archived.report.target).not.toBeNull();
  expect(archived.report.target).toEqual(compared.report.target);
});
