import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Retention } from '@modelmonitor/api';
import { openStore, type Store } from '@modelmonitor/store';
import { testServers } from '../../../http/src/testServers.ts';
import { type TestObjectStore, testObjectStore } from '../../../sources/src/s3/testObjectStore.ts';
import { createDriftChild } from '../child/driftChild.ts';
import { driftMainPath } from '../child/driftMainPath.ts';
import { archivePages } from './readArchive.ts';
import { batchesOf, rowTexts, testPages } from './testPages.ts';

const monitor = { namespace: 'default', name: 'wine' };
const { originOf, close } = testServers();
let directory: string;
let store: Store;
let served: TestObjectStore;
let retention: Retention;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'bucket-'));
  served = testObjectStore();
  const credentials = { secretRef: { name: 'modelmonitor-log', accessKeyId: 'id', secretAccessKey: 'key' } };
  const s3 = { bucket: 'log', prefix: 'models', region: 'here', endpoint: await originOf(served.server), credentials };
  const document = { kind: 'ModelMonitor', metadata: monitor, spec: { drift: {}, model: {}, capture: { archive: { s3 } } } };
  retention = { milliseconds: 86_400_000, maxBytes: undefined, archive: { kind: 's3', s3 } };
  await mkdir(join(directory, 'config/secrets/modelmonitor-log'), { recursive: true });
  await mkdir(join(directory, 'work'));
  await writeFile(join(directory, 'config/monitor.json'), JSON.stringify(document));
  await writeFile(join(directory, 'config/secrets/modelmonitor-log/id'), 'AKID');
  await writeFile(join(directory, 'config/secrets/modelmonitor-log/key'), 'secret');
  store = await openStore({ kind: 'file', path: join(directory, 'rows.sqlite'), monitor }, { now: () => 0, log: () => undefined });
  const pages = [
    ...testPages(3, { pages: 2, rows: 200, from: Date.UTC(2025, 10, 29) }),
    ...testPages(4, { pages: 1, rows: 3, from: Date.now() }),
  ];
  for (const { rows } of batchesOf(pages)) await store.append(rows);
});
afterEach(async () => {
  await store.close();
  await rm(directory, { recursive: true });
  await close();
});

const retain = () =>
  createDriftChild({
    ...{ execPath: process.execPath, mainPath: driftMainPath, timeoutMilliseconds: 60_000 },
    configDirectory: join(directory, 'config'),
    allowLocalAddresses: true,
  }).retain({
    store: `file:${join(directory, 'rows.sqlite')}`,
    retention,
    holder: 'test',
    isFull: false,
    workDirectory: join(directory, 'work'),
  });

const stored = async () => rowTexts(await Array.fromAsync(store.readPages({})));
const key = 'models/default/wine/2025-11-29.parquet';

test('a day is stored in the bucket, read back, and dropped; late rows are added to the object', async () => {
  const before = await stored();
  expect(await retain()).toMatchObject({ dropped: [{ day: '2025-11-29', rows: 400 }] });
  const [late] = batchesOf(testPages(9, { pages: 1, rows: 20, from: Date.UTC(2025, 10, 29) }), 'late');
  await store.append((late as NonNullable<typeof late>).rows);
  const added = (await stored()).filter((row) => !before.includes(row));
  expect(await retain()).toMatchObject({ dropped: [{ rows: 20 }] });
  await writeFile(join(directory, 'object.parquet'), served.objects.get(key) ?? '');
  const archived = rowTexts(await Array.fromAsync(archivePages(join(directory, 'object.parquet'))));
  expect([...archived, ...(await stored())].sort()).toEqual([...before, ...added].sort());
  expect(await readdir(join(directory, 'work'))).toEqual([]);
});

test.each([
  {
    name: 'refuses the object',
    change: () => {
      served.fault = ({ method }) => (method === 'PUT' ? { status: 403, code: 'AccessDenied' } : undefined);
    },
    message: '403 AccessDenied',
  },
  {
    name: 'has other bytes',
    change: () => {
      served.spoil = (bytes) => Buffer.from(bytes.toString('latin1').replace('PAR1', 'PAR2'), 'latin1');
    },
    message: 'when it was read back',
  },
  {
    name: 'has a damaged object of the day',
    change: () => void served.objects.set(key, Buffer.from('PAR1')),
    message: 'the archive cannot be read',
  },
])('a day stays where the bucket $name', async ({ change, message }) => {
  const before = await stored();
  change();
  await expect(retain()).rejects.toThrow(message);
  expect(await stored()).toEqual(before);
  expect(await readdir(join(directory, 'work'))).toEqual([]);
});
