import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore, type Store } from '@modelmonitor/store';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { createDriftChild } from '../child/driftChild.ts';
import { driftMainPath } from '../child/driftMainPath.ts';
import { directoryPlace } from './directoryPlace.ts';
import { forgetIds } from './forgetIds.ts';
import { archivePages } from './readArchive.ts';
import { restoreArchive } from './restoreArchive.ts';
import { batchesOf, rowTexts, testPages } from './testPages.ts';

const monitor = { namespace: 'default', name: 'wine' };
const longAgo = Date.UTC(2025, 10, 29);

describeWithPostgres('a log in PostgreSQL', () => {
  let postgres: TestPostgres;
  let directory: string;
  let store: Store;
  beforeAll(async () => {
    postgres = await startTestPostgres();
  }, 60_000);
  afterAll(() => postgres.remove());
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'retain-'));
    await mkdir(join(directory, 'config/secrets/log-app'), { recursive: true });
    await writeFile(join(directory, 'config/secrets/log-app/uri'), postgres.url);
    const capture = { store: 'postgres', postgres: { secretRef: { name: 'log-app', key: 'uri' }, synchronousCommit: true } };
    const document = { kind: 'ModelMonitor', metadata: monitor, spec: { drift: {}, model: {}, capture } };
    await writeFile(join(directory, 'config/monitor.json'), JSON.stringify(document));
    const settings = { kind: 'postgres', monitor, url: { text: postgres.url }, what: 'a test' } as const;
    store = await openStore(settings, { now: Date.now, log: () => undefined });
    await store.prepare();
  });
  afterEach(async () => {
    await store.close();
    await rm(directory, { recursive: true });
  });

  const stored = async () => rowTexts(await Array.fromAsync(store.readPages({})));

  test('a day is archived, dropped with its partition, restored with its labels, and rows of it are forgotten', async () => {
    // PostgreSQL has no text with the character 0.
    const pages = testPages(7, { pages: 4, rows: 300, from: longAgo }).map((page) => ({
      ...page,
      unseen: page.unseen.map((one) => ({ ...one, text: one.text.replace('\0', ' ') })),
    }));
    for (const { rows, labels } of batchesOf(pages)) {
      await store.append(rows);
      if (labels !== undefined) await store.addLabels(labels);
    }
    for (const { rows } of batchesOf(testPages(8, { pages: 1, rows: 3, from: Date.now() }), 'today')) await store.append(rows);
    const before = await stored();
    const window = async () =>
      JSON.stringify(await store.readWindow({ to: longAgo + 86_400_000 }, 2000), (_, value) =>
        value instanceof Float64Array ? [...value].map(String) : value,
      );
    const windowBefore = await window();

    const child = createDriftChild({
      ...{ execPath: process.execPath, mainPath: driftMainPath, timeoutMilliseconds: 60_000 },
      configDirectory: join(directory, 'config'),
    });
    const archive = { kind: 'directory' as const, path: join(directory, 'archives') };
    const retained = await child.retain({
      store: 'postgres',
      retention: { milliseconds: 86_400_000, maxBytes: undefined, archive },
      holder: 'test',
      isFull: false,
    });
    expect(retained).toEqual({ dropped: [{ day: '2025-11-29', rows: 1200, reason: 'age' }], waiting: [] });
    expect(await postgres.sql("select count(*) from pg_class where relname like 'modelmonitor_predictions%2025%'")).toBe('0');
    const path = join(directory, 'archives/default/wine/2025-11-29.parquet');
    expect([...rowTexts(await Array.fromAsync(archivePages(path))), ...(await stored())].sort()).toEqual(before);

    const options = { store, monitor, writer: 'restore1', now: Date.now, keepMilliseconds: 60_000 };
    expect(await restoreArchive(path, options)).toEqual({ rows: 1200, restored: 1200, alreadyStored: 0 });
    expect(await stored()).toEqual(before);
    expect(await window()).toBe(windowBefore);
    expect(await restoreArchive(path, { ...options, writer: 'restore2' })).toEqual({ rows: 1200, restored: 0, alreadyStored: 1200 });

    const ids = pages[0]?.ids.slice(0, 10).map((id) => `w${id}`) ?? [];
    const place = directoryPlace(join(directory, 'archives'));
    expect(await forgetIds(ids, { store, monitor, place, holder: 'x', now: Date.now })).toEqual({
      stored: 10,
      archived: { 'default/wine/2025-11-29.parquet': 10 },
    });
    const ledger = await store.readLedger();
    expect(ledger.filter(({ rows, storedRows, deletedRows }) => rows !== storedRows + deletedRows)).toEqual([]);
  }, 60_000);
});
