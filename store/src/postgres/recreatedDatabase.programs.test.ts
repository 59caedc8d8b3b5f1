import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import { StoreUnavailable } from '../errors.ts';
import { allIds, testRowBatch } from '../testRowBatch.ts';
import { createDatabase, testPostgresStore } from './testPostgresStore.ts';

const time = Date.UTC(2026, 10, 30, 12);

describeWithPostgres('a database that others drop', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startTestPostgres();
  });

  afterAll(() => postgres?.remove());

  test('tables are created again, by whichever process is first, and rows have their own contract', async () => {
    const url = await createDatabase(postgres, 'dropped');
    const [store, other] = [testPostgresStore(url), testPostgresStore(url)];
    const contractOf = (target: string) => ({ ...testRowBatch([{ time }]).contract, target });
    await store.append({ ...testRowBatch([{ time, id: 'a' }]), contract: contractOf('one') });
    await postgres.sql('drop database dropped with (force)');
    await expect(store.append(testRowBatch([{ time, id: 'b' }]))).rejects.toThrow(StoreUnavailable);
    await createDatabase(postgres, 'dropped');
    await other.append({ ...testRowBatch([{ time, id: 'c' }]), writer: 'other', contract: contractOf('two') });
    await store.append({ ...testRowBatch([{ time, id: 'd' }]), contract: contractOf('one') });
    expect((await allIds(store.readPages({}))).sort()).toEqual(['c', 'd']);
    expect((await store.findRow('d'))?.contract.target).toBe('one');
    await Promise.all([store.close(), other.close()]);
  });

  test('tables that are dropped within an open connection are created again', async () => {
    const url = await createDatabase(postgres, 'emptied');
    const store = testPostgresStore(url);
    await store.append(testRowBatch([{ time, id: 'a' }]));
    await postgres.sql('drop schema public cascade; create schema public', url);
    await expect(store.append(testRowBatch([{ time, id: 'b' }]))).rejects.toThrow(StoreUnavailable);
    await store.append(testRowBatch([{ time, id: 'c' }]));
    expect(await allIds(store.readPages({}))).toEqual(['c']);
    await store.close();
  });
});
