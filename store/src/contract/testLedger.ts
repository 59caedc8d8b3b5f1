import { StoreRefusedRows } from '../errors.ts';
import { allIds, testAccount, testRowBatch } from '../testRowBatch.ts';
import type { CurrentStore } from './currentStore.ts';

/** Batches are written once, whole, with the account of their writer. */
export function testLedger({ store, connect }: CurrentStore): void {
  const rows = [{ time: 1000 }, { time: 1001 }];

  test('a batch that is sent twice is written once', async () => {
    await store().append(testRowBatch(rows));
    await store().append(testRowBatch(rows));
    await store().append(testRowBatch([{ time: 1002, number: 7 }], { number: 2 }));
    await store().append(testRowBatch([{ time: 1003, number: 8 }], { writer: 'w2' }));
    expect(await allIds(store().readPages({}))).toEqual(['aa-0', 'aa-1', 'aa-7', 'aa-8']);
  });

  test('the ledger has the batches that were written, by number and writer', async () => {
    await store().append(testRowBatch(rows));
    const large = 1 + 2 ** 45;
    await store().append(testRowBatch(rows, { number: large }));
    const asked = [
      ['w1', 1],
      ['w1', 2],
      ['w2', 1],
      ['w1', large],
      ['w1', large + 1],
    ] as const;
    expect(await Promise.all(asked.map(([writer, number]) => store().hasBatch(writer, number)))).toEqual([true, false, false, true, false]);
  });

  test('an account is recorded with a batch, also with one that is written already, and by itself', async () => {
    await store().append(testRowBatch(rows), testAccount(2, { seen: 5, queued: 3 }));
    expect(await store().readLedger()).toEqual([
      { writer: 'w1', account: testAccount(2, { seen: 5, queued: 3 }), batches: 1, rows: 2, storedRows: 2, deletedRows: 0, refusedRows: 0 },
    ]);
    await store().append(testRowBatch(rows), testAccount(2, { seen: 6, queued: 4 }));
    expect((await store().readLedger())[0]?.account?.seen).toBe(6);
    const closed = testAccount(2, { seen: 6, dropped: { queue_full: 3 }, failed: { refused: 1 }, isClosed: true });
    await store().recordAccount(closed);
    await store().recordAccount(testAccount(0, { writer: 'w2' }));
    expect((await store().readLedger()).map(({ writer, account, rows }) => ({ writer, account, rows }))).toEqual([
      { writer: 'w1', account: closed, rows: 2 },
      { writer: 'w2', account: testAccount(0, { writer: 'w2' }), rows: 0 },
    ]);
  });

  test('a writer without an account is in the ledger', async () => {
    await store().append(testRowBatch(rows));
    expect(await store().readLedger()).toMatchObject([{ writer: 'w1', account: undefined, batches: 1, rows: 2 }]);
  });

  test('the ledger counts refused rows apart, whatever is deleted', async () => {
    const refused = { time: 1002, prediction: Number.NaN, id: 'refused' };
    await store().append(testRowBatch([...rows, refused]));
    const entry = { batches: 1, rows: 2, storedRows: 2, deletedRows: 0, refusedRows: 1 };
    expect(await store().readLedger()).toMatchObject([entry]);
    await store().forget(['refused', 'aa-0']);
    expect(await store().readLedger()).toMatchObject([{ ...entry, storedRows: 1, deletedRows: 1 }]);
    await store().dropBefore(2000);
    expect(await store().readLedger()).toMatchObject([{ ...entry, storedRows: 0, deletedRows: 2 }]);
  });

  test('a batch without rows is in the ledger', async () => {
    await store().append(testRowBatch([]));
    expect(await store().hasBatch('w1', 1)).toBe(true);
    expect(await allIds(store().readPages({}))).toEqual([]);
  });

  test('nothing is stored of a batch with a row that cannot be', async () => {
    const refused = testRowBatch([{ time: 1000 }, { time: Number.NaN }]);
    await expect(store().append(refused, testAccount(2))).rejects.toThrow(StoreRefusedRows);
    expect(await store().hasBatch('w1', 1)).toBe(false);
    expect(await allIds(store().readPages({}))).toEqual([]);
    await store().append(testRowBatch(rows));
    expect(await allIds(store().readPages({}))).toEqual(['aa-0', 'aa-1']);
  });

  test('two connections write and read one store', async () => {
    const other = await connect();
    await Promise.all(
      Array.from({ length: 20 }, async (_, batch) => {
        const own = testRowBatch([{ time: 1000 + batch, number: batch }], { number: batch + 1, writer: `w${batch % 2}` });
        await (batch % 2 === 0 ? store() : other).append(own);
      }),
    );
    const expected = Array.from({ length: 20 }, (_, batch) => `aa-${batch.toString(36)}`);
    expect(await allIds(store().readPages({}))).toEqual(expected);
    expect(await allIds(other.readPages({}))).toEqual(expected);
    await other.append(testRowBatch([{ time: 1, number: 0 }], { number: 1, writer: 'w0' }));
    expect(await allIds(store().readPages({}))).toEqual(expected);
    await other.close();
  });

  test('preparing again, from several connections at once, changes nothing', async () => {
    await store().append(testRowBatch(rows));
    const others = await Promise.all([connect(), connect()]);
    await Promise.all([store(), ...others].map((one) => one.prepare()));
    expect(await allIds(store().readPages({}))).toEqual(['aa-0', 'aa-1']);
    for (const other of others) await other.close();
  });
}
