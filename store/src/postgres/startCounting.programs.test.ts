import { describeWithPostgres, startTestPostgres, type TestPostgres } from '../../../databases/src/testPostgres.ts';
import type { CountingStore } from '../countingStore.ts';
import { testRowBatch, wineContract } from '../testRowBatch.ts';
import { testPostgresStore } from './testPostgresStore.ts';

const columns = [
  { name: 'alcohol', type: 'numeric' },
  { name: 'soil', type: 'categorical' },
  { name: 'acid', type: 'numeric' },
  { name: 'colour', type: 'categorical' },
] as const;

describeWithPostgres('counts of stored rows in PostgreSQL', () => {
  let postgres: TestPostgres;

  beforeAll(async () => {
    postgres = await startTestPostgres();
  });

  afterAll(() => postgres?.remove());

  const renamed = {
    ...wineContract,
    features: [
      { name: 'acid', type: 'numeric' },
      { name: 'soil', type: 'categorical', categories: ["it's \\ loam", 'clay'] },
      { name: 'alcohol', type: 'numeric' },
    ],
  } as const;

  test('features are counted by name over all contracts, unseen categories as text, refused rows included', async () => {
    const store = testPostgresStore(postgres.url);
    await store.append(
      testRowBatch([
        { time: 1, features: [10, 0] },
        { time: 2, features: [11, 1] },
        { time: 3, features: [Number.NaN, Number.NaN] },
        { time: 4, features: [12, 2], unseen: "chalk 'grey'" },
        { time: 5, features: [99, 2], unseen: 'peat', prediction: Number.NaN },
        { time: 90, features: [99, 1] },
      ]),
    );
    expect(await countColumns(store)).toMatchObject({
      rows: 5,
      alcohol: { rows: 5, missing: 1, minimum: 10, maximum: 99, mean: 33 },
      acid: { rows: 5, missing: 5 },
      soil: {
        missing: 1,
        counts: new Map([
          ['clay', 1],
          ['sand', 1],
          ["chalk 'grey'", 1],
          ['peat', 1],
        ]),
      },
      colour: { missing: 5, counts: new Map() },
    });
    await store.append(
      testRowBatch(
        [
          { time: 6, features: [3, 1, 20] },
          { time: 7, features: [4, 0, 30] },
          { time: 8, features: [5, 2, 40], unseen: 'marl' },
        ],
        { number: 2, contract: renamed },
      ),
    );
    expect(await countColumns(store)).toMatchObject({
      rows: 8,
      alcohol: { rows: 8, missing: 1, minimum: 10, maximum: 99 },
      acid: { rows: 8, missing: 5, minimum: 3, maximum: 5 },
      soil: {
        missing: 1,
        counts: new Map([
          ['clay', 2],
          ['sand', 1],
          ["chalk 'grey'", 1],
          ['peat', 1],
          ["it's \\ loam", 1],
          ['marl', 1],
        ]),
      },
    });
    await store.close();
  });
});

/** Counts of the rows before a time. */
async function countColumns(store: CountingStore) {
  const { source, end } = await store.startCounting({ to: 50 }, columns);
  const [alcohol, acid] = await source.ranges([
    { name: 'alcohol', shift: 0 },
    { name: 'acid', shift: 0 },
  ]);
  const [soil, colour] = [await source.countCategories('soil', 100), await source.countCategories('colour', 100)];
  const rows = await source.countRows();
  await end();
  return { rows, alcohol, acid, soil, colour };
}
