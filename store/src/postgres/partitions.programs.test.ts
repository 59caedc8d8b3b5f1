import { setTimeout as sleep } from 'node:timers/promises';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { allIds, testRowBatch } from '../testRowBatch.ts';
import { createDatabase, testPostgresStore } from './testPostgresStore.ts';

const day = 86_400_000;
const noon = Date.UTC(2026, 10, 30, 12);

describeWithPostgres('partitions of days', () => {
  let postgres: TestPostgres;
  let databases = 0;

  beforeAll(async () => {
    postgres = await startTestPostgres();
  });

  afterAll(() => postgres?.remove());

  const newDatabase = () => createDatabase(postgres, `partitions_${++databases}`);
  const list = (url: string) =>
    postgres.sql("select string_agg(relname, ' ' order by relname) from pg_class where relname ~ '^modelmonitor_predictions_[0-9]+$'", url);

  test('partitions of the days ahead are created before their first row, others when one comes', async () => {
    const url = await newDatabase();
    const store = testPostgresStore(url, { now: () => noon });
    await store.prepare();
    expect(await list(url)).toBe('modelmonitor_predictions_20261130 modelmonitor_predictions_20261201 modelmonitor_predictions_20261202');
    await store.append(testRowBatch([{ time: noon - 40 * day }]));
    expect(await list(url)).toContain('modelmonitor_predictions_20261021');
    await store.close();
  });

  test('a day is dropped when no monitor has rows in it any more, and only own rows are deleted before', async () => {
    const url = await newDatabase();
    const wine = testPostgresStore(url, { now: () => noon });
    const taxi = testPostgresStore(url, { now: () => noon, monitor: { namespace: 'default', name: 'taxi' } });
    for (const store of [wine, taxi]) {
      await store.append(
        testRowBatch([
          { time: noon - 3 * day, id: 'old' },
          { time: noon, id: 'new' },
        ]),
      );
      await store.addLabels({ ids: ['old', 'new'], actuals: ['red', 'red'], time: noon - 3 * day, source: 'feedback' });
    }
    expect(await wine.dropBefore(noon - day)).toBe(1);
    expect(await allIds(taxi.readPages({}))).toEqual(['old', 'new']);
    expect(await taxi.countRows({})).toMatchObject({ labelled: 2 });
    expect(await list(url)).toContain('20261127');
    expect(await taxi.dropBefore(noon - day)).toBe(1);
    expect(await list(url)).not.toContain('20261127');
    expect(await allIds(wine.readPages({}))).toEqual(['new']);
    expect(await wine.readLedger()).toMatchObject([{ rows: 2, storedRows: 1, deletedRows: 1 }]);
    await Promise.all([wine.close(), taxi.close()]);
  });

  test('a day is dropped behind a reader, and rows are written meanwhile', async () => {
    const url = await newDatabase();
    const store = testPostgresStore(url, { now: () => noon });
    await store.append(testRowBatch([{ time: noon - 3 * day }, { time: noon }]));
    const reader = postgres.sql('begin; select count(*) from modelmonitor_predictions; select pg_sleep(10); commit', url);
    const sleeping = "select count(*) from pg_stat_activity where wait_event = 'PgSleep'";
    while ((await postgres.sql(sleeping, url)).trim() !== '1') await sleep(50);
    let isDropped = false;
    const dropped = store.dropBefore(noon - day).finally(() => {
      isDropped = true;
    });
    for (let number = 2; number < 12; number++) await store.append(testRowBatch([{ time: noon, number: number + 100 }], { number }));
    expect(isDropped).toBe(false);
    expect(await dropped).toBe(1);
    await reader;
    await store.close();
  });

  test('a row of a day that another process has dropped creates it again', async () => {
    const url = await newDatabase();
    const [store, other] = [testPostgresStore(url, { now: () => noon }), testPostgresStore(url, { now: () => noon })];
    await store.append(testRowBatch([{ time: noon - 3 * day, id: 'first' }]));
    await other.dropBefore(noon - day);
    await store.append(testRowBatch([{ time: noon - 3 * day, id: 'second' }], { number: 2 }));
    expect(await allIds(other.readPages({}))).toEqual(['second']);
    await Promise.all([store.close(), other.close()]);
  });
});
