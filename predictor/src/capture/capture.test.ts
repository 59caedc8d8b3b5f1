import type { CaptureSpec } from '@modelmonitor/api';
import { randomFromSeed } from '@modelmonitor/stats';
import fc from 'fast-check';
import type { Contract } from '../contract/contract.ts';
import { type Capture, type CaptureOptions, createCapture } from './capture.ts';
import { emptyAccount } from './captureAccount.ts';
import { captureWindow } from './captureWindow.ts';
import type { AnsweredRows } from './keepRows.ts';

const x = { name: 'x', type: 'numeric', optional: false, unseen: 'capture', minimum: 0, maximum: 9e9, categories: [] } as const;
const soil = { ...x, name: 'soil', type: 'categorical', categories: ['clay', 'sand'] } as const;
const contract: Contract = { task: 'classification', target: 'colour', classes: ['red', 'white'], features: [x, soil] };
const spec: CaptureSpec = { store: 'buffer', maxRows: 5, maxAge: '1h', sample: 1 };

const clock = { now: 0 };
beforeEach(() => {
  clock.now = 1_000_000;
});

function captureOf(more: Partial<CaptureSpec> = {}, options: Partial<CaptureOptions> = {}): Capture {
  const random = () => 0.5;
  return createCapture({
    contract,
    spec: { ...spec, ...more },
    now: () => clock.now,
    random,
    series: 'test',
    account: emptyAccount(),
    ...options,
  });
}

/** An answer whose rows have these values of x, on sand when odd; predicted white with a probability of 0.75. */
function answer(values: readonly number[], more: Partial<AnsweredRows> = {}): AnsweredRows {
  return {
    rows: Float64Array.from(values.flatMap((value) => [value, value % 2])),
    predictions: {
      values: Float64Array.from(values, () => 1),
      probabilities: Float64Array.from(values.flatMap(() => [0.25, 0.75])),
    },
    version: 'v1',
    ...more,
  };
}

const monitor = { namespace: 'default', name: 'tested' };

function columns(capture: Capture, maxRows = 100): Record<string, unknown[]> {
  const { columns: all } = captureWindow(capture, { monitor, maxRows, now: clock.now });
  return Object.fromEntries(all.map(({ role, name, values }) => [role === 'probability' ? `probability of ${name}` : name, [...values]]));
}

test('a window holds everything of a row, categories as text', () => {
  const capture = captureOf();
  const idOf = capture.record(answer([7, 8]));
  clock.now += 1000;
  capture.record(answer([9], { version: 'v2', callerId: 'order-9' }));
  expect(capture.label(idOf(1), 0)).toBe('joined');
  expect(columns(capture)).toEqual({
    x: [7, 8, 9],
    soil: ['sand', 'clay', 'sand'],
    prediction: ['white', 'white', 'white'],
    'probability of red': [0.25, 0.25, 0.25],
    'probability of white': [0.75, 0.75, 0.75],
    actual: [null, 'red', null],
    version: ['v1', 'v1', 'v2'],
    id: ['test-0', 'test-1', 'order-9'],
    time: [1_000_000, 1_000_000, 1_001_000],
  });
});

test('a regression keeps values, and a label is a value', () => {
  const capture = captureOf({}, { contract: { ...contract, task: 'regression', classes: [] } });
  const idOf = capture.record({ rows: Float64Array.of(1, 0), predictions: { values: Float64Array.of(3.5) }, version: 'v1' });
  expect(capture.label(idOf(0), 4.5)).toBe('joined');
  expect(columns(capture)).toMatchObject({ prediction: [3.5], actual: [4.5] });
});

test.each([
  {
    name: 'the newest rows stay when the buffer is full',
    batches: [
      [1, 2, 3],
      [4, 5, 6, 7],
    ],
    kept: [3, 4, 5, 6, 7],
    evicted: { rows: 2, age: 0, model_changed: 0 },
    dropped: 0,
  },
  {
    name: 'the last rows of a batch that is larger than the buffer stay',
    batches: [[1, 2, 3, 4, 5, 6, 7]],
    kept: [3, 4, 5, 6, 7],
    evicted: { rows: 0, age: 0, model_changed: 0 },
    dropped: 2,
  },
])('$name', ({ batches, kept, evicted, dropped }) => {
  const capture = captureOf();
  for (const batch of batches) capture.record(answer(batch));
  expect(columns(capture)['x']).toEqual(kept);
  expect(capture.account).toMatchObject({ evicted, dropped: { batch_larger_than_buffer: dropped }, captured: 7 - dropped });
});

test('rows older than allowed are dropped, also without traffic', () => {
  const capture = captureOf();
  capture.record(answer([1]));
  clock.now += 1_800_000;
  capture.record(answer([2]));
  clock.now += 1_800_000;
  expect(columns(capture)['x']).toEqual([1, 2]);
  clock.now += 1;
  expect(columns(capture)['x']).toEqual([2]);
  expect(capture.account.evicted).toEqual({ rows: 0, age: 1, model_changed: 0 });
});

test('a buffer grows to its bound and wraps, and every row is still found by its id', () => {
  const capture = captureOf({ maxRows: 3000 });
  const ids: string[] = [];
  for (let value = 0; value < 10_000; value++) ids.push(capture.record(answer([value]))(0));
  expect(columns(capture, 5000)['x']).toEqual(Array.from({ length: 3000 }, (_, index) => 7000 + index));
  const joined = ids.map((id) => capture.label(id, 1));
  expect(joined.indexOf('joined')).toBe(7000);
  expect(joined.slice(7000).every((outcome) => outcome === 'joined')).toBe(true);
  expect(new Set(ids).size).toBe(10_000);
});

test.each([
  { name: 'an id of this process', id: 'test-0', joined: true },
  { name: 'an id a caller gave', id: 'order', joined: true },
  { name: 'a row of a batch a caller named', id: 'batch/1', joined: true },
  { name: 'a row the batch did not have', id: 'batch/2', joined: false },
  { name: 'the batch itself', id: 'batch', joined: false },
  { name: 'an id of another process', id: 'tess-0', joined: false },
  { name: 'an id that was not given yet', id: 'test-zz', joined: false },
  { name: 'an id in capitals', id: 'test-A', joined: false },
  { name: 'the series alone', id: 'test-', joined: false },
  { name: 'more digits than a number has', id: `test-${'z'.repeat(200)}`, joined: false },
  { name: 'a name every object has', id: '__proto__', joined: false },
])('a label for $name: $joined', ({ id, joined }) => {
  const capture = captureOf();
  capture.record(answer([1]));
  capture.record(answer([2], { callerId: 'order' }));
  capture.record(answer([3, 4], { callerId: 'batch' }));
  expect(capture.label(id, 1)).toBe(joined ? 'joined' : 'unknown');
  expect(capture.account.labelled).toBe(Number(joined));
});

test('an id used twice by a caller refers to its newest row, and is dropped with it', () => {
  const capture = captureOf({ maxRows: 2 });
  for (const value of [1, 2]) capture.record(answer([value], { callerId: 'order' }));
  capture.label('order', 0);
  expect(columns(capture)['actual']).toEqual([null, 'red']);
  for (const value of [3, 4]) capture.record(answer([value], { callerId: `later-${value}` }));
  expect(capture.label('order', 0)).toBe('unknown');
});

test('at most as many chosen ids are remembered as rows fit', () => {
  const capture = captureOf({ maxRows: 3 });
  for (let value = 0; value < 50; value++) capture.record(answer([value], { callerId: `order-${value}` }));
  expect(Array.from({ length: 50 }, (_, value) => capture.ids.sequenceOf(`order-${value}`) !== undefined).indexOf(true)).toBe(47);
});

test('a redacted feature is nowhere in the buffer', () => {
  const capture = captureOf({ redact: ['x'] });
  capture.record(answer([7_654_321]));
  expect(columns(capture)).toMatchObject({ soil: ['sand'], prediction: ['white'] });
  expect(columns(capture)).not.toHaveProperty('x');
  expect([...capture.ring.at(0)]).not.toContain(7_654_321);
});

test.each([
  { sample: 0, low: 0, high: 0 },
  { sample: 1, low: 2000, high: 2000 },
  // Five standard deviations around 2,000 × 0.3.
  { sample: 0.3, low: 498, high: 702 },
])('a share of $sample is captured', ({ sample, low, high }) => {
  const capture = captureOf({ sample, maxRows: 5000 }, { random: randomFromSeed(7) });
  for (let batch = 0; batch < 200; batch++) capture.record(answer([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]));
  const { captured, sampledOut } = capture.account;
  expect(captured).toBeGreaterThanOrEqual(low);
  expect(captured).toBeLessThanOrEqual(high);
  expect(captured + sampledOut).toBe(2000);
});

test('captured, sampled out and dropped always add up to the predictions, and evicted to the missing rows', () => {
  const step = fc.record({ rows: fc.integer({ min: 1, max: 12 }), pause: fc.nat(3_000_000), named: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 30 }),
      fc.integer({ min: 1, max: 10 }),
      fc.constantFrom(0, 0.5, 1),
      (steps, maxRows, sample) => {
        const capture = captureOf({ maxRows, sample }, { random: randomFromSeed(steps.length) });
        let predicted = 0;
        for (const { rows, pause, named } of steps) {
          clock.now += pause;
          predicted += rows;
          const idOf = capture.record(
            answer(
              Array.from({ length: rows }, (_, row) => row),
              named ? { callerId: `c${predicted}` } : {},
            ),
          );
          const last = capture.ring.size === 0 ? undefined : capture.ring.at(capture.ring.size - 1);
          if (sample === 1) expect(capture.ids.idOf(last?.[capture.ring.layout.sequence] ?? -1)).toBe(idOf(rows - 1));
        }
        const { captured, sampledOut, dropped, evicted } = capture.account;
        expect(captured + sampledOut + dropped.batch_larger_than_buffer).toBe(predicted);
        expect(captured - evicted.rows - evicted.age).toBe(capture.ring.size);
        expect(capture.ring.size).toBeLessThanOrEqual(maxRows);
      },
    ),
  );
});
