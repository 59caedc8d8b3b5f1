import { allIds, testAccount, testRowBatch } from '../testRowBatch.ts';
import type { CurrentStore } from './currentStore.ts';

/** Rows are deleted by time and by id. */
export function testDeletion({ store }: CurrentStore): void {
  const day = 86_400_000;
  const ids = () => allIds(store().readPages({}));

  test('rows and labels before a time are deleted, and the ledger counts them', async () => {
    const row = (days: number) => ({ time: days * day, id: `day-${days}` });
    await store().append(testRowBatch([row(1), row(2)], { number: 1 }), testAccount(2));
    await store().append(testRowBatch([row(2.5), row(4), row(3)], { number: 2 }), testAccount(5));
    await store().append(testRowBatch([row(5)], { number: 3 }), testAccount(6));
    await store().addLabels({ ids: ['day-4', 'day-5'], actuals: ['red', 'red'], time: 2 * day, source: 'feedback' });
    await store().addLabels({ ids: ['day-5', 'day-9'], actuals: ['white', 'white'], time: 6 * day, source: 'feedback' });
    expect(await store().dropBefore(3 * day)).toBe(3);
    expect(await ids()).toEqual(['day-3', 'day-4', 'day-5']);
    expect((await store().readWindow({}, 9)).columns.find(({ role }) => role === 'actual')?.values).toEqual([null, null, 'white']);
    expect(await store().readLedger()).toMatchObject([{ batches: 3, rows: 6, storedRows: 3, deletedRows: 3 }]);
    expect(await store().dropBefore(3 * day)).toBe(0);
    expect(await store().findRow('day-2')).toBeUndefined();
    expect(await store().dropBefore(100 * day)).toBe(3);
    expect(await store().readLedger()).toMatchObject([{ batches: 3, rows: 6, storedRows: 0, deletedRows: 6 }]);
    expect((await store().health()).waitingLabels).toBe(0);
  });

  test('rows of ids are deleted with their labels, every one of an id, and the ledger counts them', async () => {
    await store().append(
      testRowBatch([{ time: 1 }, { time: 2, id: 'order' }, { time: 3, version: 'v2' }, { time: 4, id: 'order', unseen: 'chalk' }]),
    );
    await store().append(
      testRowBatch(
        [
          { time: 5, id: 'order' },
          { time: 6, id: 'other', unseen: 'peat' },
        ],
        { number: 2 },
      ),
    );
    await store().append(testRowBatch([{ time: 7, number: 9 }], { number: 3 }));
    await store().addLabels({ ids: ['order', 'aa-2', 'later'], actuals: ['red', 'white', 'red'], time: 8, source: 'feedback' });
    expect(await store().forget(['order', 'aa-0', 'aa-9', 'later', 'missing', 'order'])).toBe(5);
    expect(await ids()).toEqual(['aa-2', 'other']);
    const { columns } = await store().readWindow({}, 9);
    expect(columns.find(({ name }) => name === 'soil')?.values).toEqual(['clay', 'peat']);
    expect(columns.find(({ role }) => role === 'version')?.values).toEqual(['v2', 'v1']);
    expect(await store().readLedger()).toMatchObject([{ batches: 3, rows: 7, storedRows: 2, deletedRows: 5 }]);
    expect((await store().health()).waitingLabels).toBe(0);
    // A label of a forgotten row is gone: the id's next row has none.
    await store().append(
      testRowBatch(
        [
          { time: 9, id: 'order' },
          { time: 10, id: 'later' },
        ],
        { number: 4 },
      ),
    );
    expect(await store().countRows({})).toMatchObject({ rows: 4, labelled: 1 });
  });

  test('a forgotten batch that is sent again stays forgotten', async () => {
    await store().append(testRowBatch([{ time: 1, id: 'order' }]));
    await store().forget(['order']);
    await store().append(testRowBatch([{ time: 1, id: 'order' }]));
    expect(await ids()).toEqual([]);
  });
}
