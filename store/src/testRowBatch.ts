import type { RowBatch, UnseenText } from './rowBatch.ts';
import type { RowContract } from './rowContract.ts';
import type { RowPage } from './rowPage.ts';
import type { WriterAccount } from './store.ts';

/** A contract with a number, a category and two classes. */
export const wineContract: RowContract = {
  task: 'classification',
  features: [
    { name: 'alcohol', type: 'numeric' },
    { name: 'soil', type: 'categorical', categories: ['clay', 'sand'] },
  ],
  classes: ['red', 'white'],
  target: 'colour',
};

/** A row of a test; what it leaves out has a usual value. */
export interface TestRow {
  readonly time: number;
  readonly number?: number;
  readonly id?: string;
  readonly version?: string;
  /** One number per feature of the contract. */
  readonly features?: readonly number[];
  /** NaN for a refused row. */
  readonly prediction?: number;
  readonly probabilities?: readonly number[];
  /** A category that the contract does not have, for the second feature. */
  readonly unseen?: string;
}

export interface TestBatch {
  readonly writer?: string;
  readonly number?: number;
  readonly contract?: RowContract;
  readonly series?: string;
}

/** A batch of rows, by default of the wine contract. */
export function testRowBatch(rows: readonly TestRow[], batch: TestBatch = {}): RowBatch {
  const { writer = 'w1', number = 1, contract = wineContract, series = 'aa' } = batch;
  const versions = [...new Set(rows.map(({ version = 'v1' }) => version))];
  const { features, classes } = contract;
  return {
    writer,
    number,
    contract,
    rows: rows.length,
    ids: {
      series,
      numbers: Float64Array.from(rows, (row, index) => row.number ?? index),
      chosen: rows.flatMap(({ id }, row) => (id === undefined ? [] : [[row, id] as const])),
    },
    times: Float64Array.from(rows, ({ time }) => time),
    versions,
    versionOf: Uint16Array.from(rows, ({ version = 'v1' }) => versions.indexOf(version)),
    features: Float64Array.from(rows.flatMap((row, index) => row.features ?? features.map((_, feature) => (feature === 0 ? index : 0)))),
    predictions: Float64Array.from(rows, ({ prediction = 0 }) => prediction),
    probabilities: Float64Array.from(rows.flatMap((row) => row.probabilities ?? classes.map(() => 0.5))),
    unseen: rows.flatMap(({ unseen }, row): UnseenText[] => (unseen === undefined ? [] : [{ row, feature: 1, text: unseen }])),
  };
}

/** An account of a writer that has written some rows. */
export function testAccount(written: number, more: Partial<WriterAccount> = {}): WriterAccount {
  const account = {
    writer: 'w1',
    startedAt: 1,
    recordedAt: 2,
    isClosed: false,
    seen: written,
    written,
    queued: 0,
    dropped: {},
    failed: {},
  };
  return { ...account, ...more };
}

/** All pages. */
export async function allPages(pages: AsyncIterable<RowPage>): Promise<RowPage[]> {
  const all: RowPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

/** Ids of the rows of all pages. */
export async function allIds(pages: AsyncIterable<RowPage>): Promise<string[]> {
  return (await allPages(pages)).flatMap(({ ids }) => ids);
}
