import { maxPageRows } from '../rowPage.ts';
import { allIds, allPages, type TestRow, testRowBatch, wineContract } from '../testRowBatch.ts';
import type { CurrentStore } from './currentStore.ts';

/** Rows are read as they were written. */
export function testReading({ store }: CurrentStore): void {
  test('every part of a row is read as it was written', async () => {
    const rows: TestRow[] = [
      { time: 1_700_000_000_123, number: 35, version: 'v1', features: [12.5, 1], prediction: 1, probabilities: [0.25, 0.75] },
      {
        time: 1_700_000_000_124,
        id: 'order "9" ✓',
        version: 'v2',
        features: [Number.NaN, Number.NaN],
        probabilities: [Number.NaN, Number.NaN],
      },
      { time: 1_700_000_000_125, number: Number.NaN, version: 'v1', features: [3, 2], unseen: "chalk, 'grey'", prediction: Number.NaN },
    ];
    await store().append(testRowBatch(rows));
    expect(await allPages(store().readPages({}))).toEqual([
      {
        contract: wineContract,
        rows: 3,
        ids: ['aa-z', 'order "9" ✓', ''],
        times: Float64Array.of(1_700_000_000_123, 1_700_000_000_124, 1_700_000_000_125),
        versions: ['v1', 'v2', 'v1'],
        features: Float64Array.of(12.5, 1, Number.NaN, Number.NaN, 3, 2),
        predictions: Float64Array.of(1, 0, Number.NaN),
        probabilities: Float64Array.of(0.25, 0.75, Number.NaN, Number.NaN, 0.5, 0.5),
        unseen: [{ row: 2, feature: 1, text: "chalk, 'grey'" }],
        actuals: [null, null, null],
        labelTimes: Float64Array.of(Number.NaN, Number.NaN, Number.NaN),
      },
    ]);
  });

  test('extreme numbers keep every bit', async () => {
    const numbers = [1e308, -1e308, 5e-324, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN, -0, 2 ** 53 + 2, 0.1 + 0.2];
    const contract = { ...wineContract, task: 'regression', classes: [], features: [{ name: 'x', type: 'numeric' }] } as const;
    const rows = numbers.map((x, index) => ({ time: 1000 + index, features: [x], prediction: Number.isNaN(x) ? 7 : x }));
    await store().append(testRowBatch(rows, { contract }));
    const [page] = await allPages(store().readPages({}));
    expect(page?.features).toEqual(Float64Array.from(numbers));
    expect([...(page?.predictions ?? [])]).toEqual(numbers.map((x) => (Number.isNaN(x) ? 7 : x)));
  });

  test('of each batch one row of so many is read, from a place that differs by batch', async () => {
    for (const [number, first] of [
      [1, 0],
      [2, 100],
      [3, 200],
    ] as const) {
      const rows = Array.from({ length: 100 }, (_, row) => ({ time: 1000 + first + row, number: first + row }));
      await store().append(testRowBatch(rows, { number }));
    }
    const range = { from: 1050, every: 10 };
    const times = (await allPages(store().readPages(range))).flatMap((page) => [...page.times]);
    const starts = [1059, 1108, 1207];
    const lengths = [5, 10, 10];
    expect(times).toEqual(starts.flatMap((start, batch) => Array.from({ length: lengths[batch] as number }, (_, row) => start + row * 10)));
    expect((await store().countRows(range)).rows).toBe(25);
  });

  test('an empty range has no rows', async () => {
    expect(await allPages(store().readPages({}))).toEqual([]);
    expect(await store().countRows({})).toEqual({ rows: 0, refused: 0, labelled: 0, from: null, to: null });
    await store().append(testRowBatch([{ time: 1000 }]));
    for (const range of [{ from: 1001 }, { to: 1000 }, { from: 1000, to: 1000 }, { version: 'v9' }, { labelled: true }]) {
      expect(await allPages(store().readPages(range))).toEqual([]);
      expect(await store().countRows(range)).toEqual({ rows: 0, refused: 0, labelled: 0, from: null, to: null });
    }
  });

  test('rows are ordered by time, of the same time as written, whatever batch they are in', async () => {
    await store().append(
      testRowBatch(
        [
          { time: 10, id: 'a' },
          { time: 30, id: 'b' },
          { time: 30, id: 'c' },
        ],
        { number: 1 },
      ),
    );
    await store().append(
      testRowBatch(
        [
          { time: 20, id: 'd' },
          { time: 30, id: 'e' },
          { time: 40, id: 'f' },
        ],
        { number: 2, writer: 'w2' },
      ),
    );
    // The clock was set back.
    await store().append(
      testRowBatch(
        [
          { time: 50, id: 'g' },
          { time: 5, id: 'h' },
          { time: 10, id: 'i' },
        ],
        { number: 3 },
      ),
    );
    expect((await allIds(store().readPages({}))).join('')).toBe('haidbcefg');
    expect((await allIds(store().readPages({ from: 10, to: 30 }))).join('')).toBe('aid');
  });

  test('a range selects by time, version and label', async () => {
    const rows = [1, 2, 3, 4, 5, 6].map((time) => ({ time, id: `r${time}`, version: time % 2 === 0 ? 'v2' : 'v1' }));
    await store().append(testRowBatch(rows));
    await store().addLabels({ ids: ['r2', 'r3'], actuals: ['red', 'white'], time: 9, source: 'feedback' });
    const ids = (range: object) => allIds(store().readPages(range));
    expect(await ids({ from: 2, to: 5 })).toEqual(['r2', 'r3', 'r4']);
    expect(await ids({ version: 'v2' })).toEqual(['r2', 'r4', 'r6']);
    expect(await ids({ labelled: true })).toEqual(['r2', 'r3']);
    expect(await ids({ labelled: false, version: 'v2', to: 6 })).toEqual(['r4']);
    expect(await store().countRows({ from: 2 })).toEqual({ rows: 5, refused: 0, labelled: 2, from: 2, to: 6 });
    expect(await store().countRows({ version: 'v1', labelled: true })).toEqual({ rows: 1, refused: 0, labelled: 1, from: 3, to: 3 });
  });

  test('refused rows are counted apart', async () => {
    await store().append(
      testRowBatch([{ time: 1 }, { time: 2, prediction: Number.NaN, unseen: 'chalk' }, { time: 3, prediction: Number.NaN }]),
    );
    expect(await store().countRows({})).toEqual({ rows: 1, refused: 2, labelled: 0, from: 1, to: 3 });
  });

  test('a page has rows of one contract, each as it was written', async () => {
    const renamed = { ...wineContract, features: [...wineContract.features.slice(1), { name: 'proof', type: 'numeric' }] } as const;
    await store().append(
      testRowBatch(
        [
          { time: 1, features: [12, 1] },
          { time: 2, features: [13, 0] },
        ],
        { number: 1 },
      ),
    );
    await store().append(testRowBatch([{ time: 3, features: [1, 26] }], { number: 2, contract: renamed }));
    await store().append(testRowBatch([{ time: 4, features: [14, 1] }], { number: 3, contract: structuredClone(wineContract) }));
    const pages = await allPages(store().readPages({}));
    expect(pages.map(({ contract, features }) => [contract, [...features]])).toEqual([
      [wineContract, [12, 1, 13, 0]],
      [renamed, [1, 26]],
      [wineContract, [14, 1]],
    ]);
  });

  test('pages have a bounded size, whatever the batches', async () => {
    const rows = maxPageRows + 3;
    await store().append(testRowBatch(Array.from({ length: rows }, (_, time) => ({ time, features: [time, 0] }))));
    for (let number = 2; number < 5; number++)
      await store().append(testRowBatch([{ time: rows + number, number: rows + number }], { number }));
    const pages = await allPages(store().readPages({}));
    expect(Math.max(...pages.map((page) => page.rows))).toBeLessThanOrEqual(maxPageRows);
    expect(pages.length).toBeLessThanOrEqual(3);
    expect(pages.reduce((sum, page) => sum + page.rows, 0)).toBe(rows + 3);
    expect(pages.flatMap(({ times }) => [...times]).every((time, row, all) => row === 0 || time > (all[row - 1] as number))).toBe(true);
  });

  test('a row is found by its id, the newest of several', async () => {
    await store().append(
      testRowBatch([
        { time: 10, number: 1, features: [1, 0] },
        { time: 20, id: 'order', features: [2, 0] },
        { time: 15, id: 'order', features: [3, 0] },
      ]),
    );
    await store().append(
      testRowBatch(
        [
          { time: 20, id: 'order', features: [4, 0] },
          { time: 21, number: 500 },
        ],
        { number: 2 },
      ),
    );
    await store().append(testRowBatch([{ time: 5, id: 'order', features: [5, 0] }], { number: 3 }));
    expect((await store().findRow('order'))?.features).toEqual(Float64Array.of(4, 0));
    expect(await store().findRow('aa-1')).toMatchObject({ rows: 1, ids: ['aa-1'], contract: wineContract, versions: ['v1'] });
    expect((await store().findRow('aa-dw'))?.times).toEqual(Float64Array.of(21));
    // The second row has number 1 too, but the caller chose its id.
    expect((await store().findRow('aa-1'))?.times).toEqual(Float64Array.of(10));
    for (const id of ['aa-2', 'ab-1', 'aa-01', 'aa-', 'aa', '', 'ORDER', "' or 1=1", 'aa-zzzzzzzzzzzzzzzz'])
      expect(await store().findRow(id)).toBeUndefined();
  });

  test('a row is found with its label', async () => {
    await store().append(testRowBatch([{ time: 10, id: 'order' }]));
    await store().addLabels({ ids: ['order'], actuals: ['white'], time: 77, source: 'feedback' });
    expect(await store().findRow('order')).toMatchObject({ actuals: ['white'], labelTimes: Float64Array.of(77) });
  });
}
