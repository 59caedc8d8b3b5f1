import { rowNames } from '../rowNames.ts';
import { allPages, testRowBatch } from '../testRowBatch.ts';
import type { CurrentStore } from './currentStore.ts';

const day = 86_400_000;

/** Labels belong to rows by id, whenever they come. */
export function testLabels({ store }: CurrentStore): void {
  const label = (ids: string[], actuals: (string | number)[], time = 5000) => store().addLabels({ ids, actuals, time, source: 'feedback' });
  const actuals = async () => (await allPages(store().readPages({}))).flatMap((page) => [...page.actuals]);
  const now = 1_700_000_000_000;

  test('a label after its row is joined', async () => {
    await store().append(testRowBatch([{ time: 1 }, { time: 2, id: 'order' }, { time: 3 }]));
    expect(await label(['aa-0', 'order'], ['red', 'white'])).toEqual({ joined: 2, changed: 0, unknown: [], dropped: 0 });
    expect(await actuals()).toEqual(['red', 'white', null]);
  });

  test('a label before its row waits for it', async () => {
    expect(await label(['aa-1', 'order'], ['red', 'white'])).toEqual({ joined: 0, changed: 0, unknown: [0, 1], dropped: 0 });
    expect((await store().health()).waitingLabels).toBe(2);
    await store().append(testRowBatch([{ time: 1 }, { time: 2 }, { time: 3, id: 'order' }]));
    expect(await actuals()).toEqual([null, 'red', 'white']);
    expect((await store().health()).waitingLabels).toBe(0);
  });

  test('a signed id is found, and no other id of its series follows from it', async () => {
    const [series, other] = ['a1b2c3d4.000102030405060708090a0b0c0d0e0f', 'a1b2c3d4.ff0102030405060708090a0b0c0d0e0f'];
    await store().append(testRowBatch([{ time: 1 }, { time: 2 }, { time: 3, id: 'order' }], { series }));
    // Two series may have one name; rows of earlier releases have ids without a signature.
    await store().append(testRowBatch([{ time: 4 }, { time: 5 }], { series: other, number: 2 }));
    await store().append(testRowBatch([{ time: 6 }], { series: 'a1b2c3d4', number: 3 }));
    const [ours, theirs] = [rowNames(series), rowNames(other)];
    const guessed = [`a1b2c3d4-1.${ours.idOf(0).slice(-16)}`, 'a1b2c3d4-1', ours.idOf(2), theirs.idOf(2), ours.idOf(7)];
    expect(
      await label(
        guessed,
        guessed.map(() => 'red'),
      ),
    ).toMatchObject({ joined: 0, unknown: [0, 1, 2, 3, 4] });
    expect(await label([ours.idOf(1), theirs.idOf(1), 'a1b2c3d4-0'], ['red', 'white', 'red'])).toMatchObject({ joined: 3, unknown: [] });
    expect(await actuals()).toEqual([null, 'red', null, null, 'white', 'red']);
    const page = await store().findRow(ours.idOf(1));
    expect([page?.ids, page?.actuals]).toEqual([[ours.idOf(1)], ['red']]);
    expect(await store().findRow(ours.idOf(2))).toBeUndefined();
  });

  test('the same label twice counts once, another one replaces it', async () => {
    await store().append(testRowBatch([{ time: 1, id: 'order' }]));
    await label(['order'], ['red'], 10);
    expect(await label(['order'], ['red'], 11)).toEqual({ joined: 1, changed: 0, unknown: [], dropped: 0 });
    expect(await label(['order'], ['white'], 12)).toEqual({ joined: 1, changed: 1, unknown: [], dropped: 0 });
    expect(await actuals()).toEqual(['white']);
    expect(await store().countRows({})).toMatchObject({ rows: 1, labelled: 1 });
  });

  test('the newest label counts, whatever order they come in; of the same time the last written', async () => {
    await store().append(
      testRowBatch([
        { time: 1, id: 'a' },
        { time: 2, id: 'b' },
      ]),
    );
    await label(['a'], ['red'], 20);
    expect(await label(['a'], ['white'], 10)).toMatchObject({ joined: 1, changed: 0 });
    expect(await label(['b', 'b'], ['white', 'red'], 30)).toMatchObject({ joined: 2, changed: 1 });
    expect(await actuals()).toEqual(['red', 'red']);
    await label(['b'], ['white'], 30);
    expect(await actuals()).toEqual(['red', 'white']);
  });

  test('labels that did not arrive together have times of their own', async () => {
    await store().append(
      testRowBatch([
        { time: 1, id: 'a' },
        { time: 2, id: 'b' },
      ]),
    );
    const times = Float64Array.of(20, 30, 10);
    await store().addLabels({ ids: ['a', 'b', 'a'], actuals: ['red', 'red', 'white'], time: 99, times, source: 'archive' });
    const [page] = await allPages(store().readPages({}));
    expect([page?.actuals, page?.labelTimes]).toEqual([['red', 'red'], Float64Array.of(20, 30)]);
  });

  test('labels that the model does not know are kept, as text or number', async () => {
    const values = ['rosé', '', "Robert'); drop table labels", 1e308, -0.1, 2 ** 53 + 2, 3, '3'];
    await store().append(testRowBatch(values.map((_, time) => ({ time }))));
    await label(
      values.map((_, row) => `aa-${row}`),
      values,
    );
    expect(await actuals()).toEqual(values);
  });

  test('a label of a row of 30 days ago is joined', async () => {
    await store().append(testRowBatch([{ time: now - 30 * day, id: 'old' }]));
    await store().append(testRowBatch([{ time: now, id: 'new' }], { number: 2 }));
    expect(await label(['old'], ['white'], now)).toMatchObject({ joined: 1, unknown: [] });
    expect(await actuals()).toEqual(['white', null]);
  });

  test('a label belongs to every row with its id', async () => {
    await store().append(
      testRowBatch([
        { time: 1, id: 'order' },
        { time: 2, id: 'order', version: 'v2' },
      ]),
    );
    expect(await label(['order'], ['white'])).toMatchObject({ joined: 1 });
    await store().append(testRowBatch([{ time: 3, id: 'order' }], { number: 2 }));
    expect(await actuals()).toEqual(['white', 'white', 'white']);
  });

  test('rows without an id have no label', async () => {
    await store().append(testRowBatch([{ time: 1, number: Number.NaN }]));
    expect(await label([''], ['white'])).toMatchObject({ joined: 0, unknown: [0] });
    expect(await actuals()).toEqual([null]);
  });

  test('when too many wait, the oldest are dropped and counted', async () => {
    const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => `late-${from + index}`);
    const send = (from: number, to: number, time: number) =>
      label(
        ids(from, to),
        ids(from, to).map(() => 'red'),
        time,
      );
    expect(await send(0, 90, 10)).toMatchObject({ joined: 0, dropped: 0 });
    // A second label of an id that waits takes no more room.
    expect(await send(80, 90, 11)).toMatchObject({ dropped: 0 });
    expect(await send(90, 130, 12)).toMatchObject({ joined: 0, dropped: 30 });
    expect((await store().health()).waitingLabels).toBe(100);
    await store().append(testRowBatch(ids(0, 130).map((id, time) => ({ time, id }))));
    expect((await actuals()).map((actual) => actual !== null)).toEqual(ids(0, 130).map((_, index) => index >= 30));
    expect((await store().health()).waitingLabels).toBe(0);
  });

  test('an empty batch of labels is nothing', async () => {
    expect(await label([], [])).toEqual({ joined: 0, changed: 0, unknown: [], dropped: 0 });
  });
}
