import type { CaptureSpec } from '@modelmonitor/api';
import type { Contract } from '../contract/contract.ts';
import { createCapture } from './capture.ts';
import { emptyAccount } from './captureAccount.ts';
import { captureWindow } from './captureWindow.ts';
import { createUnseenTexts } from './unseenTexts.ts';

const x = { name: 'x', type: 'numeric', optional: true, unseen: 'capture', minimum: 0, maximum: 9e9, categories: [] } as const;
const soil = { ...x, name: 'soil', type: 'categorical', categories: ['clay', 'sand'] } as const;
const contract: Contract = { task: 'classification', target: 'colour', classes: ['red', 'white'], features: [x, soil] };
const spec: CaptureSpec = { store: 'buffer', maxRows: 30, maxAge: '1h', sample: 1 };
const monitor = { namespace: 'default', name: 'tested' };
const clock = { now: 0 };

beforeEach(() => {
  clock.now = 1_000_000;
});

function captureOf(more: Partial<CaptureSpec> = {}, random = 0.5) {
  const options = { contract, spec: { ...spec, ...more }, now: () => clock.now, random: () => random, series: 'test' };
  return createCapture({ ...options, account: emptyAccount() });
}

const refusedRow = (text: string, value = 7, of: Contract = contract) => ({
  contract: of,
  cells: Float64Array.of(value, 2),
  unseen: [{ row: 0, feature: 1, text }],
  kept: true,
});

function refusedOf(capture: ReturnType<typeof captureOf>, maxRows = 100) {
  const { refused } = captureWindow(capture, { monitor, maxRows, now: clock.now });
  return refused && Object.fromEntries(refused.columns.map(({ name, values }) => [name, [...values]]));
}

test('refused rows are in the window, apart from the others, with the category as received', () => {
  const capture = captureOf();
  expect(refusedOf(capture)).toBeUndefined();
  capture.refused.record(refusedRow('chalk'));
  clock.now += 5;
  capture.refused.record(refusedRow('peat', Number.NaN));
  expect(refusedOf(capture)).toEqual({ x: [7, Number.NaN], soil: ['chalk', 'peat'], time: [1_000_000, 1_000_005] });
  expect(captureWindow(capture, { monitor, maxRows: 9, now: clock.now }).rows).toBe(0);
  expect(capture.account).toMatchObject({ captured: 0, refused: 2 });
});

test('the newest are kept, a tenth of the buffer, no longer than other rows', () => {
  const capture = captureOf();
  for (const text of ['a', 'b', 'c', 'd']) {
    capture.refused.record(refusedRow(text));
    clock.now += 60_000;
  }
  expect(refusedOf(capture)?.['soil']).toEqual(['b', 'c', 'd']);
  expect(refusedOf(capture, 10)?.['soil']).toEqual(['d']);
  clock.now = 1_000_000 + 3_600_000 + 120_000;
  expect(refusedOf(capture)?.['soil']).toEqual(['c', 'd']);
});

test.each([
  { name: 'a redacted feature leaves no value', redact: ['x'], columns: ['soil', 'time'] },
  { name: 'a redacted feature leaves no category', redact: ['soil'], columns: ['x', 'time'] },
])('$name', ({ redact, columns }) => {
  const capture = captureOf({ redact });
  capture.refused.record(refusedRow('secret', 7_654_321));
  expect(Object.keys(refusedOf(capture) ?? {})).toEqual(columns);
  expect(JSON.stringify([refusedOf(capture), capture.refused.unseen.categoriesOf(1)])).not.toMatch(
    redact.includes('x') ? /7654321/ : /secret/,
  );
});

test('refused rows are sampled as predicted ones are', () => {
  expect(captureOf({ sample: 0.4 }).refused.record(refusedRow('chalk'))).toBe(false);
  expect(captureOf({ sample: 0.6 }).refused.record(refusedRow('chalk'))).toBe(true);
});

test('a row that was read for another model is not kept; one for the same model read again is', () => {
  const capture = captureOf();
  expect(capture.refused.record(refusedRow('chalk', 7, { ...contract, features: [x, { ...soil, categories: ['clay'] }] }))).toBe(false);
  expect(capture.refused.record(refusedRow('chalk', 7, { ...contract, features: [...contract.features] }))).toBe(true);
});

test('a predicted row holds the category that the model does not know', () => {
  const capture = captureOf();
  capture.record({
    rows: Float64Array.of(1, 0, 2, 2, 3, 1, 4, 2),
    predictions: { values: Float64Array.of(0, 1, 0, 1) },
    unseen: [
      { row: 1, feature: 1, text: 'chalk' },
      { row: 3, feature: 1, text: 'peat' },
    ],
    version: 'v1',
  });
  const { columns } = captureWindow(capture, { monitor, maxRows: 9, now: clock.now });
  expect(columns.find(({ name }) => name === 'soil')?.values).toEqual(['clay', 'chalk', 'sand', 'peat']);
});

test('texts that no row holds any more make room for others; beyond the room there is one text for all', () => {
  const held = new Set<number>();
  const texts = createUnseenTexts(3, () => held);
  for (const text of ['a', 'b', 'c']) held.add(texts.codeOf(text));
  expect(texts.texts).toEqual(['(other)', 'a', 'b', 'c']);
  expect(['d', 'e', 'f'].map((text) => texts.texts[texts.codeOf(text)])).toEqual(['(other)', '(other)', '(other)']);
  held.delete(texts.codeOf('b'));
  expect(['g', 'h', 'a'].map((text) => texts.texts[texts.codeOf(text)])).toEqual(['(other)', 'h', 'a']);
});

test('many new categories for a long time take bounded room', () => {
  const capture = captureOf();
  for (let row = 0; row < 5000; row++) capture.refused.record(refusedRow(`category ${row}`));
  expect(capture.refused.unseen.categoriesOf(1).length).toBeLessThan(10);
  expect(refusedOf(capture)?.['soil']).toEqual(['category 4997', 'category 4998', 'category 4999']);
});
