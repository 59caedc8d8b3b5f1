import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Window } from '@modelmonitor/tables';
import { encodeWindow } from '@modelmonitor/tables/window';
import type { Contract } from '../contract/contract.ts';
import { createTally } from '../telemetry/tally.ts';
import { createCapture } from './capture.ts';
import { emptyAccount } from './captureAccount.ts';
import { captureWindow } from './captureWindow.ts';
import { restoreWindow, snapshotIds } from './restoreWindow.ts';
import { createSnapshot } from './snapshot.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'modelmonitor-snapshot-'));
});
afterEach(() => rm(directory, { recursive: true }));

const monitor = { namespace: 'default', name: 'tested' };
const x = { name: 'x', type: 'numeric', optional: true, unseen: 'capture', minimum: 0, maximum: 9, categories: [] } as const;
const soil = { ...x, name: 'soil', type: 'categorical', categories: ['clay', 'sand'] } as const;
const contract: Contract = { task: 'classification', target: 'colour', classes: ['red', 'white'], features: [x, soil] };

function captureOf(more: { contract?: Contract; redact?: string[]; ids?: readonly string[]; maxRows?: number } = {}) {
  const { redact, ids = [], maxRows = 5 } = more;
  const spec = { store: 'buffer', maxRows, maxAge: '1h', sample: 1, ...(redact === undefined ? {} : { redact }) } as const;
  const account = emptyAccount();
  return createCapture({
    contract: more.contract ?? contract,
    spec,
    now: () => 5000,
    random: () => 0,
    series: `s${ids.length}`,
    account,
    restoredIds: ids,
  });
}

/** Three rows of two versions: one with missing values, one with a label, one with an id of the caller. */
function smallWindow(): Window {
  const capture = captureOf();
  const probabilities = Float64Array.of(0.25, 0.75);
  const predictions = { values: Float64Array.of(1), probabilities };
  const idOf = capture.record({ rows: Float64Array.of(1, 0), predictions, version: 'v2' });
  capture.record({ rows: Float64Array.of(2, 1), predictions, version: 'v1', callerId: 'order' });
  capture.record({ rows: Float64Array.of(Number.NaN, Number.NaN), predictions, version: 'v2' });
  capture.label(idOf(0), 0);
  return captureWindow(capture, { monitor, maxRows: 5, now: 5000 });
}

function snapshotIn() {
  const outcomes = createTally(['outcome']);
  const said: string[] = [];
  const snapshot = createSnapshot({
    path: join(directory, 'capture.snapshot'),
    outcomes,
    log: (level, message, { reason } = {}) => said.push(`${level}: ${message}: ${reason}`),
    now: () => 1234,
  });
  const counted = () => Object.fromEntries([...outcomes.samples()].map(({ labels, value }) => [labels['outcome'], value]));
  return { snapshot, said, counted };
}

test('everything saved is restored: values, labels, versions, times, generated ids and those of callers', async () => {
  const { snapshot, counted } = snapshotIn();
  await snapshot.save(smallWindow());
  const window = await snapshot.load();
  if (window === undefined) throw new Error('a window was expected');
  const capture = captureOf({ ids: snapshotIds(window) });
  restoreWindow(capture, window, monitor);
  expect(captureWindow(capture, { monitor, maxRows: 5, now: 5000 })).toEqual(smallWindow());
  expect(capture.label('order', 1)).toBe('joined');
  expect(capture.label('s0-2', 1)).toBe('joined');
  const next = capture.record({ rows: Float64Array.of(3, 1), predictions: { values: Float64Array.of(0) }, version: 'v3' });
  expect(captureWindow(capture, { monitor, maxRows: 2, now: 5000 }).columns.map(({ values }) => values[1])).toMatchObject({
    0: 3,
    2: 'red',
    6: 'v3',
    7: next(0),
  });
  expect(counted()).toEqual({ saved: 1 });
});

test('a smaller buffer keeps the newest rows', () => {
  const window = smallWindow();
  const capture = captureOf({ ids: snapshotIds(window), maxRows: 2 });
  restoreWindow(capture, window, monitor);
  expect(captureWindow(capture, { monitor, maxRows: 5, now: 5000 }).columns.at(-2)?.values).toEqual(['order', 's0-2']);
  expect(capture.label('s0-0', 1)).toBe('unknown');
});

test('only its owner may read it', async () => {
  const { snapshot } = snapshotIn();
  await snapshot.save(smallWindow());
  const { stat } = await import('node:fs/promises');
  expect((await stat(join(directory, 'capture.snapshot'))).mode & 0o777).toBe(0o600);
});

test('nothing is loaded where nothing was saved', async () => {
  const { snapshot, said } = snapshotIn();
  expect(await snapshot.load()).toBeUndefined();
  expect(said).toEqual([]);
});

test('every truncated snapshot is renamed, logged, counted, and not read again', async () => {
  const bytes = encodeWindow(smallWindow());
  const path = join(directory, 'capture.snapshot');
  const { snapshot, said, counted } = snapshotIn();
  for (let length = 0; length < bytes.length; length++) {
    await writeFile(path, bytes.subarray(0, length));
    expect(await snapshot.load()).toBeUndefined();
  }
  expect(counted()).toEqual({ rejected: bytes.length });
  expect(said).toHaveLength(bytes.length);
  expect(said[0]).toMatch(/^error: the snapshot of captured rows is unusable and was renamed: ./);
  expect(await readdir(directory)).toEqual(['capture.snapshot.rejected-1234']);
  expect(await snapshot.load()).toBeUndefined();
  expect(said).toHaveLength(bytes.length);
});

test('a snapshot with any byte changed is renamed unchanged', async () => {
  const bytes = encodeWindow(smallWindow());
  const { snapshot, counted } = snapshotIn();
  for (let place = 0; place < bytes.length; place++) {
    const changed = Uint8Array.from(bytes);
    changed[place] = (bytes[place] ?? 0) ^ 0x10;
    await writeFile(join(directory, 'capture.snapshot'), changed);
    expect(await snapshot.load()).toBeUndefined();
    expect(new Uint8Array(await readFile(join(directory, 'capture.snapshot.rejected-1234')))).toEqual(changed);
  }
  expect(counted()).toEqual({ rejected: bytes.length });
});

test('a crash before the rename leaves the previous snapshot, and the next save replaces it', async () => {
  const { snapshot } = snapshotIn();
  await snapshot.save(smallWindow());
  await writeFile(join(directory, '.capture.snapshot.tmp'), encodeWindow(smallWindow()).subarray(0, 40));
  expect((await snapshot.load())?.rows).toBe(3);
  await snapshot.save({ ...smallWindow(), rows: 0, columns: [] });
  expect((await snapshot.load())?.rows).toBe(0);
  expect(await readdir(directory)).toEqual(['capture.snapshot']);
});

test('what cannot be read, such as a directory, is renamed too, and saving goes on', async () => {
  const { snapshot, said, counted } = snapshotIn();
  await mkdir(join(directory, 'capture.snapshot'));
  expect(await snapshot.load()).toBeUndefined();
  expect(said).toEqual([expect.stringMatching(/^error: the snapshot of captured rows is unusable and was renamed: .*EISDIR/)]);
  await snapshot.save(smallWindow());
  expect(await snapshot.load()).toEqual(smallWindow());
  expect(counted()).toEqual({ rejected: 1, saved: 1 });
});

const regression: Contract = { ...contract, task: 'regression', classes: [] };

test.each([
  {
    name: 'of another monitor',
    of: {},
    owner: { ...monitor, name: 'other' },
    message: 'expected a snapshot of default/other, got one of default/tested',
  },
  {
    name: 'of another namespace',
    of: {},
    owner: { ...monitor, namespace: 'prod' },
    message: 'expected a snapshot of prod/tested, got one of default/tested',
  },
  {
    name: 'with other features',
    of: { contract: { ...contract, features: [soil, x] } },
    owner: monitor,
    message: 'expected a snapshot with the features soil (categorical), x (numeric), got x (numeric), soil (categorical)',
  },
  {
    name: 'with a feature that is redacted now',
    of: { redact: ['x'] },
    owner: monitor,
    message: 'expected a snapshot with the features soil (categorical), got x (numeric), soil (categorical)',
  },
  {
    name: 'without a class of the model',
    of: { contract: { ...contract, classes: ['red', 'white', 'rosé'] } },
    owner: monitor,
    message: 'expected a snapshot with a column probability rosé, got none',
  },
  {
    name: 'of a model for another task',
    of: { contract: regression },
    owner: monitor,
    message: 'expected a snapshot with numeric predictions, got categorical ones',
  },
])('a snapshot $name is not restored', ({ of, owner, message }) => {
  expect(() => restoreWindow(captureOf(of), smallWindow(), owner)).toThrow(message);
});
