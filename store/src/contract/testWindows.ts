import type { WindowRows } from '@modelmonitor/tables';
import { testRowBatch, wineContract } from '../testRowBatch.ts';
import type { CurrentStore } from './currentStore.ts';

/** Windows are what a drift check compares, equal to those of rows in memory. */
export function testWindows({ store }: CurrentStore): void {
  const columns = ({ columns }: WindowRows) =>
    Object.fromEntries(columns.map(({ role, name, values }) => [role === 'feature' ? name : `${role} ${name}`, [...values]]));
  const monitor = { namespace: 'default', name: 'tested' };

  test('a window has everything of a row, categories as text', async () => {
    await store().append(
      testRowBatch([
        { time: 1000, features: [7, 1], prediction: 1, probabilities: [0.25, 0.75] },
        { time: 1001, features: [Number.NaN, 0], prediction: 0, probabilities: [0.6, 0.4], version: 'v2' },
        { time: 1002, features: [9, 2], unseen: 'chalk', id: 'order-9' },
        { time: 1003, features: [8, Number.NaN], number: 40 },
      ]),
    );
    await store().addLabels({ ids: ['aa-0', 'order-9'], actuals: ['red', 'rosé'], time: 2000, source: 'feedback' });
    const window = await store().readWindow({}, 100);
    expect([window.monitor, window.rows, window.refused]).toEqual([monitor, 4, undefined]);
    expect(window.columns.map(({ role, type }) => `${role} ${type}`)).toEqual([
      'feature numeric',
      'feature categorical',
      'prediction categorical',
      'probability numeric',
      'probability numeric',
      'actual categorical',
      'version categorical',
      'id categorical',
      'time numeric',
    ]);
    expect(columns(window)).toEqual({
      alcohol: [7, Number.NaN, 9, 8],
      soil: ['sand', 'clay', 'chalk', null],
      'prediction prediction': ['white', 'red', 'red', 'red'],
      'probability red': [0.25, 0.6, 0.5, 0.5],
      'probability white': [0.75, 0.4, 0.5, 0.5],
      'actual actual': ['red', null, 'rosé', null],
      'version version': ['v1', 'v2', 'v1', 'v1'],
      'id id': ['aa-0', 'aa-1', 'order-9', 'aa-14'],
      'time time': [1000, 1001, 1002, 1003],
    });
  });

  test('a regression has values as predictions and labels', async () => {
    const contract = { ...wineContract, task: 'regression', classes: [], target: 'price' } as const;
    await store().append(
      testRowBatch(
        [
          { time: 1, prediction: 3.5 },
          { time: 2, prediction: -1 },
        ],
        { contract },
      ),
    );
    await store().addLabels({ ids: ['aa-0', 'aa-1'], actuals: [4.5, 'none'], time: 3, source: 'feedback' });
    const window = await store().readWindow({}, 100);
    expect(columns(window)).toMatchObject({ 'prediction prediction': [3.5, -1], 'actual actual': [4.5, Number.NaN] });
    expect(window.columns.some(({ role }) => role === 'probability')).toBe(false);
  });

  test('refused rows are beside the others, a tenth as many at most', async () => {
    const refused = (time: number, unseen: string) => ({ time, unseen, prediction: Number.NaN, features: [time, 2], number: Number.NaN });
    await store().append(testRowBatch([{ time: 1 }, refused(2, 'chalk'), { time: 3 }, refused(4, 'peat'), refused(5, 'loam')]));
    const window = await store().readWindow({}, 15);
    expect(columns(window)['time time']).toEqual([1, 3]);
    expect(window.refused && columns(window.refused)).toEqual({ alcohol: [4, 5], soil: ['peat', 'loam'], 'time time': [4, 5] });
  });

  test('a window without rows has none', async () => {
    expect(await store().readWindow({}, 10)).toEqual({ monitor, rows: 0, columns: [] });
  });

  test('only refused rows are a window without predicted ones', async () => {
    await store().append(testRowBatch([{ time: 2, unseen: 'chalk', prediction: Number.NaN }]));
    const window = await store().readWindow({}, 10);
    expect([window.rows, window.refused?.rows]).toEqual([0, 1]);
    expect(columns(window)['soil']).toEqual([]);
  });

  test('the newest rows are taken, exactly as many, where times are equal the last written', async () => {
    for (let number = 1; number <= 4; number++) {
      await store().append(
        testRowBatch(
          [1, 2, 3].map((row) => ({ time: number * 10, id: `${number}${row}` })),
          { number },
        ),
      );
    }
    const ids = async (range: object, rows: number) => columns(await store().readWindow(range, rows))['id id'];
    expect(await ids({}, 5)).toEqual(['32', '33', '41', '42', '43']);
    expect(await ids({ to: 30 }, 4)).toEqual(['13', '21', '22', '23']);
    expect(await ids({ from: 20, to: 40 }, 100)).toEqual(['21', '22', '23', '31', '32', '33']);
    expect(await store().newestRange({ to: 40 }, 4)).toEqual({ from: 20, to: 40 });
    expect(await store().newestRange({ version: 'v1' }, 3)).toEqual({ from: 40, version: 'v1' });
    expect(await store().newestRange({ from: 20 }, 10)).toEqual({ from: 20 });
    expect(await store().newestRange({ from: 20 }, 9)).toEqual({ from: 20 });
    expect(await store().newestRange({ version: 'v9' }, 3)).toEqual({ version: 'v9' });
  });

  test('the newest rows are found across batches that overlap, with refused rows and versions', async () => {
    await store().append(testRowBatch([{ time: 10 }, { time: 100, version: 'v2' }, { time: 101, prediction: Number.NaN }], { number: 1 }));
    await store().append(testRowBatch([{ time: 40 }, { time: 50 }, { time: 60, version: 'v2' }], { number: 2, series: 'bb' }));
    await store().append(testRowBatch([{ time: 55 }, { time: 45 }], { number: 3, series: 'cc' }));
    const times = async (rows: number) => (await store().newestRange({}, rows)).from;
    expect(await Promise.all([1, 2, 3, 4, 5, 6, 7].map(times))).toEqual([100, 60, 55, 50, 45, 40, 10]);
    expect(await store().newestRange({ version: 'v1' }, 3)).toEqual({ version: 'v1', from: 45 });
    await store().addLabels({ ids: ['aa-0', 'bb-0', 'cc-1'], actuals: ['red', 'red', 'red'], time: 1, source: 'feedback' });
    expect(await store().newestRange({ labelled: true }, 2)).toEqual({ labelled: true, from: 40 });
    expect(await store().newestRange({ labelled: true, to: 45 }, 1)).toEqual({ labelled: true, from: 40, to: 45 });
  });

  test('a window over several contracts has the columns of the newest, and missing values where a row lacks one', async () => {
    const first = { ...wineContract, features: [...wineContract.features, { name: 'acid', type: 'numeric' }] } as const;
    const second = {
      ...wineContract,
      features: [
        { name: 'soil', type: 'categorical', categories: ['sand', 'clay', 'chalk'] },
        { name: 'acid', type: 'categorical', categories: ['low'] },
        { name: 'alcohol', type: 'numeric' },
      ],
      classes: ['white', 'red', 'rosé'],
    } as const;
    const other = { ...wineContract, task: 'regression', classes: [] } as const;
    await store().append(
      testRowBatch([{ time: 1, features: [12, 1, 3], prediction: 0, probabilities: [0.9, 0.1] }], { number: 1, contract: first }),
    );
    await store().append(testRowBatch([{ time: 2, features: [9, 9], prediction: 5 }], { number: 2, contract: other }));
    await store().append(
      testRowBatch([{ time: 3, features: [2, 0, 13], prediction: 2, probabilities: [0, 0.2, 0.8] }], { number: 3, contract: second }),
    );
    const window = await store().readWindow({}, 10);
    expect(columns(window)).toMatchObject({
      soil: ['sand', 'chalk'],
      acid: [null, 'low'],
      alcohol: [12, 13],
      'prediction prediction': ['red', 'rosé'],
      'probability white': [0.1, 0],
      'probability rosé': [Number.NaN, 0.8],
      'time time': [1, 3],
    });
  });
}
