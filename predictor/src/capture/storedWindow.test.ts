import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { CaptureSpec } from '@modelmonitor/api';
import { randomFromSeed } from '@modelmonitor/stats';
import { createStoreClient } from '@modelmonitor/store';
import type { Contract } from '../contract/contract.ts';
import { until } from '../testPredictor.ts';
import { createCapture } from './capture.ts';
import { emptyAccount } from './captureAccount.ts';
import { captureWindow } from './captureWindow.ts';

const number = { type: 'numeric', optional: true, unseen: 'capture', minimum: 0, maximum: 9e9, categories: [] } as const;
const category = { ...number, type: 'categorical', categories: ['clay', 'sand'] } as const;
const features = [
  { ...number, name: 'x' },
  { ...category, name: 'soil' },
  { ...number, name: 'secret' },
  { ...category, name: 'wood', categories: ['oak'] },
];
const monitor = { namespace: 'default', name: 'tested' };
const spec: CaptureSpec = { maxRows: 2000, maxAge: '1h', sample: 0.7, redact: ['secret'] };

function startClient(directory: string) {
  return createStoreClient({
    settings: { kind: 'file', path: join(directory, 'predictions.sqlite'), monitor },
    writer: 'w1',
    now: Date.now,
    every(milliseconds, run) {
      const timer = setInterval(() => void run(), milliseconds);
      return { stop: () => clearInterval(timer) };
    },
    sleep: (milliseconds) => sleep(milliseconds),
    log: () => undefined,
  });
}

test.each([
  { name: 'classification', classes: ['red', 'white', 'rosé'] },
  { name: 'regression', classes: [] },
] as const)('a window of the store is the one of the buffer: $name', async ({ name: task, classes }) => {
  const directory = await mkdtemp(join(tmpdir(), 'stored-'));
  const random = randomFromSeed(11);
  const clock = { now: 1_700_000_000_000 };
  const contract: Contract = { task, target: 'colour', classes: [...classes], features };
  const client = startClient(directory);
  const capture = createCapture({
    contract,
    spec,
    now: () => clock.now,
    random,
    series: 'a1',
    store: () => client,
    account: emptyAccount(),
  });
  const cells = () => [random() < 0.1 ? Number.NaN : random() * 1e9, Math.floor(random() * 2), random(), random() < 0.2 ? Number.NaN : 0];
  const labels = { ids: [] as string[], actuals: [] as (string | number)[], time: clock.now, source: 'feedback' };
  for (let answer = 0; answer < 300; answer++) {
    clock.now += Math.floor(random() * 3);
    const count = 1 + Math.floor(random() * 4);
    const rows = Float64Array.from({ length: count }, () => 0);
    const all = Float64Array.from(Array.from(rows, cells).flat());
    const unseen = random() < 0.3 ? [{ row: count - 1, feature: 1, text: `soil-${Math.floor(random() * 20)}` }] : [];
    for (const { row, feature } of unseen) all[row * features.length + feature] = 2;
    const values = rows.map(() => (classes.length > 0 ? Math.floor(random() * classes.length) : random() * 50));
    const probabilities =
      classes.length > 0 && random() < 0.9 ? { probabilities: Float64Array.from({ length: count * classes.length }, random) } : {};
    const callerId = random() < 0.3 ? { callerId: `order-${answer}` } : {};
    const version = random() < 0.8 ? 'v1' : 'v2';
    const idOf = capture.record({ rows: all, predictions: { values, ...probabilities }, version, unseen, ...callerId });
    if (random() < 0.4) {
      const actual = classes.length > 0 ? Math.floor(random() * classes.length) : random();
      if (capture.label(idOf(0), actual) !== 'unknown') {
        labels.ids.push(idOf(0));
        labels.actuals.push(classes[actual] ?? actual);
      }
    }
    const refused = {
      contract,
      cells: Float64Array.of(answer, 2, 7, 1),
      unseen: [
        { row: 0, feature: 1, text: 'peat' },
        { row: 0, feature: 3, text: 'elm' },
      ],
    };
    if (random() < 0.1) capture.refused.record({ ...refused, kept: true });
  }
  await until(async () => (await client.countRows({})).rows === capture.ring.size);
  await client.addLabels(labels);
  for (const maxRows of [5000, 400]) {
    const expected = captureWindow(capture, { monitor, maxRows, now: clock.now });
    const { refused, ...window } = await client.readWindow({}, maxRows);
    expect(window).toEqual({ monitor, rows: expected.rows, columns: expected.columns });
    // Of the buffer refused rows are taken whatever their time; of the store those that are as new as the others.
    if (maxRows === 5000) expect(refused).toEqual(expected.refused);
  }
  expect(capture.ring.size).toBeGreaterThan(400);
  await client.close(1000);
  await rm(directory, { recursive: true });
});
