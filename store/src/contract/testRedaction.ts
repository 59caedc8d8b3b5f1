import { allPages, testRowBatch, wineContract } from '../testRowBatch.ts';
import type { CurrentStore } from './currentStore.ts';

/** Values of features that are redacted after rows were stored are removed. */
export function testRedaction({ store, connect }: CurrentStore): void {
  const rows = [
    { time: 1, features: [11.5, 0] },
    { time: 3_600_001, features: [12.5, 2], unseen: 'chalk' },
  ];
  const valuesOf = async (name: string) => (await store().readWindow({}, 9)).columns.find((column) => column.name === name)?.values;
  const storedTexts = async () => JSON.stringify(await allPages(store().readPages({})));

  test('values of redacted features are missing afterwards, with their categories, and other values stay', async () => {
    await store().append(testRowBatch(rows));
    await store().saveHourCounts([{ start: 0, edges: 'a', numbers: Uint8Array.of(1) }]);
    expect(await store().redact(['missing'])).toBe(0);
    expect(await valuesOf('soil')).toEqual(['clay', 'chalk']);
    expect(await store().redact(['soil'])).toBe(2);
    expect(await valuesOf('soil')).toEqual([null, null]);
    expect(await valuesOf('alcohol')).toEqual(Float64Array.of(11.5, 12.5));
    expect(await storedTexts()).not.toMatch(/clay|sand|chalk/);
    expect(await store().readHourCounts({ edges: 'a', from: 0, to: 1 })).toEqual([]);
    expect(await store().redact(['soil'])).toBe(0);
    expect(await store().redact(['soil', 'alcohol'])).toBe(2);
    expect(await valuesOf('alcohol')).toEqual(Float64Array.of(Number.NaN, Number.NaN));
    expect(await store().readLedger()).toMatchObject([{ batches: 1, rows: 2, storedRows: 2 }]);
  });

  test('batches that come later are written without them, until they are not redacted any more', async () => {
    await store().redact(['soil']);
    await store().append(testRowBatch(rows));
    expect(await allPages(store().readPages({}))).toMatchObject([{ contract: { features: [{ name: 'alcohol' }] }, unseen: [] }]);
    await store().redact([]);
    await store().append(testRowBatch([{ time: 7_200_002, features: [13.5, 1] }], { number: 2 }));
    expect(await valuesOf('soil')).toEqual([null, null, 'sand']);
    expect(await valuesOf('alcohol')).toEqual(Float64Array.of(11.5, 12.5, 13.5));
  });

  test('what a process that does not know of it writes afterwards is removed by the next call', async () => {
    const other = await connect();
    await other.append(testRowBatch(rows, { writer: 'w2' }));
    expect(await store().redact(['soil'])).toBe(2);
    expect(await store().redact(['soil'])).toBe(0);
    await other.append(testRowBatch([{ time: 5, features: [14.5, 1] }], { writer: 'w2', number: 2, contract: wineContract }));
    await other.append(testRowBatch([{ time: 6, features: [15.5, 2], unseen: 'peat' }], { writer: 'w2', number: 3 }));
    expect(await store().redact(['soil'])).toBe(2);
    expect(await valuesOf('soil')).toEqual([null, null, null, null]);
    expect(await storedTexts()).not.toMatch(/clay|sand|chalk|peat/);
    await other.close();
  });
}
