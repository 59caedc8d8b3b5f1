import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { StoreUnavailable } from '../errors.ts';
import { openStore } from '../openStore.ts';
import type { StoreQuery } from '../storeQuery.ts';
import { testRowBatch } from '../testRowBatch.ts';

describeWithPostgres('the store of a Secret with a URL', () => {
  let postgres: TestPostgres;
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-secret-'));
  const file = join(directory, 'uri');

  beforeAll(async () => {
    postgres = await startTestPostgres({ access: ['host all app 127.0.0.1/32 scram-sha-256'] });
    await postgres.sql("create role app login password 'secret1'");
    await postgres.sql('create database app owner app');
  });

  afterAll(async () => {
    rmSync(directory, { recursive: true, force: true });
    await postgres?.remove();
  });

  test('the Secret may come later and its password may change; no message shows it, and every statement is reported', async () => {
    const queries: StoreQuery[] = [];
    const store = await openStore(
      { kind: 'postgres', url: { file }, what: 'spec.capture.postgres.secretRef', monitor: { namespace: 'default', name: 'tested' } },
      { now: Date.now, log: () => undefined, onQuery: (query) => queries.push(query) },
    );
    const write = (password: string, more = '') =>
      writeFileSync(file, `postgresql://app:${password}@127.0.0.1:${postgres.port}/app${more}\n`);
    const failures: unknown[] = [];
    const append = (number: number) => store.append(testRowBatch([{ time: number, number }], { number }));
    const fail = async () => failures.push(await append(1).catch((error: unknown) => error));
    await fail();
    write('secret2');
    await fail();
    write('secret1', '?sslmode=no-verify');
    await fail();
    expect(failures.map((error) => error instanceof StoreUnavailable)).toEqual([true, true, true]);
    expect(failures.map(String)).toEqual([
      expect.stringContaining('spec.capture.postgres.secretRef: the file with the URL of the database could not be read'),
      expect.stringContaining('password authentication failed'),
      expect.stringContaining('certificates are always verified'),
    ]);
    expect(inspect(failures, { depth: 12, showHidden: true })).not.toMatch(/secret[12]/);
    expect(queries.map(({ isConnected }) => isConnected)).toEqual([false, false, false]);
    write('secret1');
    await append(1);
    await postgres.sql("alter role app password 'secret3'");
    await postgres.sql("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'app'");
    write('secret3');
    // The lost connection may be noticed by the next call only.
    await append(2).catch(() => append(2));
    expect(await store.countRows({})).toMatchObject({ rows: 2 });
    expect(queries.at(-1)).toEqual({ seconds: expect.any(Number), isConnected: true });
    await store.close();
  });
});
