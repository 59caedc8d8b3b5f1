import type { StoreClient } from '@modelmonitor/store';
import { createCapture } from '../capture/capture.ts';
import { emptyAccount } from '../capture/captureAccount.ts';
import type { Contract } from '../contract/contract.ts';
import { rowSource } from './rowSource.ts';

const x = { name: 'x', type: 'numeric', optional: false, unseen: 'predict', minimum: 0, maximum: 9e9, categories: [] } as const;
const contract: Contract = { task: 'classification', target: 'colour', classes: ['red', 'white'], features: [x] };

test.each([
  { queued: 1, becomes: 'is found in memory', found: true },
  { queued: 0, becomes: 'was deleted, and is not found', found: false },
])('a row that is not in the store $becomes while $queued rows are queued', async ({ queued, found }) => {
  const capture = createCapture({
    contract,
    spec: { maxRows: 3, maxAge: '1h', sample: 1 },
    now: () => 1_000_000,
    random: () => 0.5,
    series: 'test',
    account: emptyAccount(),
    store: () => ({ record: () => undefined }),
  });
  const predictions = { values: Float64Array.of(1), probabilities: Float64Array.of(0.25, 0.75) };
  const id = capture.record({ rows: Float64Array.of(7), predictions, version: 'v1' })(0);
  const store = { account: () => ({ queued }), findRow: async () => undefined } as unknown as StoreClient;
  expect((await rowSource(store, capture).findRow(id))?.ids).toEqual(found ? [id] : undefined);
});
