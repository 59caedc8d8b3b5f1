import { setTimeout as sleep } from 'node:timers/promises';
import { postgresPrograms, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { createStoreClient } from '../../../store/src/client/createStoreClient.ts';
import { createDatabase, testPostgresStore } from '../../../store/src/postgres/testPostgresStore.ts';
import { recordedRows } from '../../../store/src/postgres/testRecordedRows.ts';
import { testRowBatch } from '../../../store/src/testRowBatch.ts';
import { testStoreContract } from '../../../store/src/testStoreContract.ts';
import { leaveOut } from '../../leaveOut.ts';
import { pgBouncerProgram, type RunningPgBouncer, startPgBouncer } from './startPgBouncer.ts';

const program = postgresPrograms() === undefined ? undefined : pgBouncerProgram();
const what = 'a store behind PgBouncer in transaction mode';
if (program === undefined) {
  const write = (text: string) => void process.stderr.write(text);
  leaveOut(`${what}: PostgreSQL and PgBouncer are missing (Debian: apt install postgresql pgbouncer)`, { environment: process.env, write });
}

(program === undefined ? describe.skip : describe)(what, () => {
  let postgres: TestPostgres;
  let bouncer: RunningPgBouncer;
  let databases = 0;

  beforeAll(async () => {
    postgres = await startTestPostgres({ settings: ['max_connections = 200'] });
    bouncer = await startPgBouncer(program as string, postgres.port);
  });

  afterAll(async () => {
    await bouncer?.stop();
    await postgres?.remove();
  });

  const through = (url: string) => url.replace(String(postgres.port), String(bouncer.port));
  const newDatabase = () => createDatabase(postgres, `peers_${++databases}`);

  testStoreContract(async () => {
    const url = through(await newDatabase());
    const open = () => testPostgresStore(url, { maxWaitingLabels: 100 });
    const store = open();
    await store.prepare();
    return { store, connect: async () => open(), remove: () => store.close() };
  });

  test('eight processes create the tables at once and write at once, with two server processes', async () => {
    const url = await newDatabase();
    const stores = Array.from({ length: 8 }, () => testPostgresStore(through(url)));
    await Promise.all(stores.map((store) => store.prepare()));
    await Promise.all(
      stores.map(async (store, place) => {
        for (let number = 1; number <= 20; number++) {
          await store.append(testRowBatch([{ time: Date.now(), number }], { number, writer: `w${place}`, series: `s${place}` }));
        }
      }),
    );
    const rows = 'select count(*), count(distinct id) from modelmonitor_predictions';
    expect(await postgres.sql(rows, url)).toBe('160|160');
    await Promise.all(stores.map((store) => store.close()));
  });

  test('rows are written through a PgBouncer that restarts', async () => {
    const url = await newDatabase();
    const client = createStoreClient({
      settings: { kind: 'postgres', url: { text: through(url) }, what: 'a test', monitor: { namespace: 'default', name: 'tested' } },
      writer: 'w1',
      now: Date.now,
      every: (milliseconds, task) => {
        const timer = setInterval(() => void task(), milliseconds);
        return { stop: () => clearInterval(timer) };
      },
      sleep: (milliseconds) => sleep(milliseconds),
      log: () => undefined,
      limits: { batchRows: 500 },
    });
    for (let recorded = 0; recorded < 50_000; recorded += 500) {
      client.record(recordedRows(500, { series: 'aa', firstNumber: recorded, time: Date.now() }));
      if (recorded === 20_000) {
        await bouncer.stop();
        bouncer = await startPgBouncer(program as string, postgres.port, bouncer.port);
      }
      await sleep(5);
    }
    const { seen, written } = await client.close(30_000);
    expect({ seen, written }).toEqual({ seen: 50_000, written: 50_000 });
    expect(await postgres.sql('select count(*), count(distinct id) from modelmonitor_predictions', url)).toBe('50000|50000');
  });
});
