import { type LabelBatch, type LabelOutcome, StoreUnavailable } from '@modelmonitor/store';
import { createCapture } from '../capture/capture.ts';
import { emptyAccount } from '../capture/captureAccount.ts';
import type { Contract } from '../contract/contract.ts';
import { createTally } from '../telemetry/tally.ts';
import { createLabelJoin } from './joinLabels.ts';

const contract: Contract = {
  task: 'classification',
  target: 'colour',
  classes: ['red', 'white'],
  features: [{ name: 'x', type: 'numeric', optional: false, unseen: 'capture', minimum: 0, maximum: 9, categories: [] }],
};

/** Two rows, a and b, in a buffer, and a store that answers as given. */
function joinOf(addLabels: (labels: LabelBatch) => Promise<LabelOutcome>) {
  const store = () => ({ record: () => undefined, addLabels });
  const spec = { maxRows: 5, maxAge: '1h', sample: 1 };
  const capture = createCapture({ contract, spec, now: () => 0, random: () => 0, series: 's', account: emptyAccount(), store });
  const predictions = { values: Float64Array.of(0) };
  for (const callerId of ['a', 'b']) capture.record({ rows: Float64Array.of(1), predictions, version: 'v1', callerId });
  const outcomes = createTally(['outcome']);
  const dropped: number[] = [];
  const join = createLabelJoin({ capture: () => capture, store, outcomes, countDropped: (count) => dropped.push(count), now: () => 99 });
  const counts = () => Object.fromEntries([...outcomes.samples()].map(({ labels, value }) => [labels['outcome'], value]));
  return { join, capture, counts, dropped };
}

test('labels go to the store by the names of their classes, those without a value do not', async () => {
  const received: LabelBatch[] = [];
  const { join } = joinOf(async (labels) => {
    received.push(labels);
    return { joined: 2, changed: 1, unknown: [], dropped: 0 };
  });
  const labels = [
    { id: 'a', actual: 1 },
    { id: 'old', actual: 0 },
    { id: 'b', actual: Number.NaN },
  ];
  expect(await join(labels, 'feedback')).toEqual({ received: 3, joined: 2, changed: 1, missing: 1, unknown: [] });
  expect(received).toEqual([{ ids: ['a', 'old'], actuals: ['white', 'red'], time: 99, source: 'feedback' }]);
});

test('a row that the store does not have yet is joined in the buffer; what neither has is unknown', async () => {
  const { join, counts, dropped } = joinOf(async () => ({ joined: 0, changed: 0, unknown: [0, 1, 2], dropped: 3 }));
  const first = await join(
    [
      { id: 'a', actual: 1 },
      { id: 'none', actual: 1 },
      { id: 'b', actual: 1 },
    ],
    'feedback',
  );
  expect(first).toEqual({ received: 3, joined: 2, changed: 0, missing: 0, unknown: ['none'] });
  expect([counts(), dropped]).toEqual([{ joined: 2, unknown: 1 }, [3]]);
});

test('while the store does not answer, labels are refused with 503 and may be sent again', async () => {
  const { join, counts } = joinOf(() => Promise.reject(new StoreUnavailable('connect ECONNREFUSED 192.0.2.7:5432')));
  const refused = join([{ id: 'a', actual: 1 }], 'feedback');
  await expect(refused).rejects.toMatchObject({ kind: 'store_unavailable', status: 503, headers: { 'Retry-After': '5' } });
  await expect(refused).rejects.not.toThrow('192.0.2.7');
  expect(counts()).toEqual({});
});
