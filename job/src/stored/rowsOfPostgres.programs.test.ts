import { type CountingStore, openStore } from '@modelmonitor/store';
import { encodeWindow } from '@modelmonitor/tables/window';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { checkCounts, createTestCheck, keepRows, now, type TestCheck, withoutSource } from './testStoredCheck.ts';
import { testRows, windowOfRows } from './testStoredRows.ts';

describeWithPostgres('a check of rows in PostgreSQL', () => {
  let postgres: TestPostgres;
  let check: TestCheck;
  let store: CountingStore;

  beforeAll(async () => {
    postgres = await startTestPostgres();
    check = createTestCheck();
    check.write('secrets/log/uri', postgres.url);
    check.configure((spec) => {
      spec.capture.store = 'postgres';
      spec.capture.postgres = { secretRef: { name: 'log', key: 'uri' }, port: 5432, synchronousCommit: true };
    });
    const monitor = { namespace: 'default', name: 'wine' };
    const url = { text: postgres.url };
    store = await openStore({ kind: 'postgres', url, what: 'a test', monitor }, { now: () => now, log: () => undefined });
    await store.prepare();
  });

  afterAll(async () => {
    await store?.close();
    await check?.remove();
    await postgres?.remove();
  });

  test('its report has the bytes of one of the same rows in a buffer, with labels that came before and after them', async () => {
    const rows = testRows(2000, { end: now - 60_000, shift: 0.4 });
    await keepRows(store, rows);
    const stored = await check.report(['--store', 'postgres']);
    const buffered = await check.report([], encodeWindow(windowOfRows(rows)));
    expect(stored.current).toMatchObject({ source: 'PostgreSQL', seen: 2000, missing: [], labelled: 990 });
    expect(withoutSource(stored) === withoutSource(buffered)).toBe(true);
    expect(stored).toMatchObject({ verdict: 'drifted', performance: { rows: { current: 990 } }, concept_drift: { rows: 990 } });
  });

  test('rows beyond memory are counted by the database, with the figures of all rows', async () => {
    await checkCounts(store, check);
  });
});
