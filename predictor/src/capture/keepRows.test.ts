import type { CaptureSpec } from '@modelmonitor/api';
import type { RecordedRows } from '@modelmonitor/store';
import type { Contract } from '../contract/contract.ts';
import { createCapture } from './capture.ts';
import { emptyAccount } from './captureAccount.ts';

const x = { name: 'x', type: 'numeric', optional: false, unseen: 'predict', minimum: 0, maximum: 9e9, categories: [] } as const;
const soil = { ...x, name: 'soil', type: 'categorical', categories: ['clay', 'sand'] } as const;
const contract: Contract = { task: 'classification', target: 'colour', classes: ['red', 'white'], features: [x, soil] };
const spec: CaptureSpec = { maxRows: 3, maxAge: '1h', sample: 1 };

/** A capture with a store that keeps what it is given. */
function storedCapture(more: Partial<CaptureSpec> = {}, random = () => 0.5) {
  const stored: RecordedRows[] = [];
  const sink = { record: (rows: RecordedRows) => stored.push(rows) };
  const store = { sink: sink as typeof sink | undefined };
  const capture = createCapture({
    contract,
    spec: { ...spec, ...more },
    now: () => 1_000_000,
    random,
    series: 'test',
    account: emptyAccount(),
    store: () => store.sink,
  });
  return { capture, stored, store };
}

const answerOf = (values: readonly number[]) => ({
  rows: Float64Array.from(values.flatMap((value) => [value, value % 2])),
  predictions: { values: Float64Array.from(values, () => 1), probabilities: Float64Array.from(values.flatMap(() => [0.25, 0.75])) },
  version: 'v1',
});

test('a store gets the rows of a response as they were read, with the numbers of their ids', () => {
  const { capture, stored } = storedCapture();
  capture.record(answerOf([7]));
  const idOf = capture.record(answerOf([8, 9]));
  expect([idOf(0), idOf(1)]).toEqual(['test-1', 'test-2']);
  expect(stored[1]).toEqual({
    contract: {
      task: 'classification',
      target: 'colour',
      classes: ['red', 'white'],
      features: [
        { name: 'x', type: 'numeric' },
        { name: 'soil', type: 'categorical', categories: ['clay', 'sand'] },
      ],
    },
    cells: Float64Array.of(8, 0, 9, 1),
    width: 2,
    kept: [0, 1],
    predictions: Float64Array.of(1, 1),
    probabilities: Float64Array.of(0.25, 0.75, 0.25, 0.75),
    version: 'v1',
    time: 1_000_000,
    series: 'test',
    firstNumber: 1,
    unseen: [],
  });
  expect(stored[0]?.contract).toBe(stored[1]?.contract);
});

test('a redacted feature is neither in the contract nor among the cells that a store keeps', () => {
  const { capture, stored } = storedCapture({ redact: ['x'] });
  capture.record(answerOf([7]));
  expect([stored[0]?.contract.features.map(({ name }) => name), stored[0]?.kept]).toEqual([['soil'], [1]]);
});

test('chosen ids and unseen categories go with their rows', () => {
  const { capture, stored } = storedCapture();
  const unseen = [{ row: 1, feature: 1, text: 'chalk' }];
  capture.record({ ...answerOf([7, 8]), callerId: 'order', unseen });
  expect([stored[0]?.chosenId?.(0), stored[0]?.chosenId?.(1), stored[0]?.unseen]).toEqual(['order/0', 'order/1', unseen]);
});

test('rows that are sampled out are in neither; the others keep the numbers of their ids', () => {
  const drawn = [0.1, 0.9, 0.2, 0.95, 0.99];
  const { capture, stored } = storedCapture({ sample: 0.5 }, () => drawn.shift() ?? 1);
  const idOf = capture.record(answerOf([7, 8, 9]));
  capture.record(answerOf([5, 6]));
  expect(stored.map(({ selected }) => selected)).toEqual([[0, 2]]);
  expect([capture.label(idOf(0), 1), capture.label(idOf(1), 1), capture.label(idOf(2), 1)]).toEqual(['joined', 'unknown', 'joined']);
  expect(capture.account).toMatchObject({ captured: 2, sampledOut: 3 });
});

test('a store gets all rows of a batch that is larger than the buffer; without one the surplus is dropped', () => {
  const { capture, stored, store } = storedCapture();
  capture.record(answerOf([1, 2, 3, 4, 5]));
  expect([stored[0]?.selected, stored[0]?.predictions?.length, capture.ring.size]).toEqual([undefined, 5, 3]);
  expect(capture.account).toMatchObject({ captured: 5, dropped: { batch_larger_than_buffer: 0 } });
  store.sink = undefined;
  capture.record(answerOf([1, 2, 3, 4, 5]));
  expect(stored).toHaveLength(1);
  expect(capture.account).toMatchObject({ captured: 8, dropped: { batch_larger_than_buffer: 2 } });
});

test('a refused row goes to the store without a prediction and without an id', () => {
  const { capture, stored } = storedCapture();
  const row = { contract, cells: Float64Array.of(7, 2), unseen: [{ row: 4, feature: 1, text: 'chalk' }], kept: true };
  capture.refused.record(row);
  expect(stored).toEqual([
    expect.objectContaining({
      cells: row.cells,
      width: 2,
      firstNumber: Number.NaN,
      version: '',
      unseen: [{ row: 0, feature: 1, text: 'chalk' }],
    }),
  ]);
  expect(stored[0]).not.toHaveProperty('predictions');
  expect(capture.account).toMatchObject({ captured: 0, refused: 1 });
});
