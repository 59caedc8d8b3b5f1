import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Window } from '../../../tables/src/window/window.ts';
import { encodeWindow } from '../../../tables/src/window/windowFile.ts';
import { DriftPodsError } from '../errors.ts';
import { collectBounds } from './collectBounds.ts';
import { collectRows } from './collectRows.ts';
import { podMonitor } from './podMonitor.ts';
import { podWindow } from './podWindow.ts';
import { type PodScript, type TestPods, testPods } from './testPods.ts';

const secret = 'eyJhbGciOiJSUzI1NiJ9.token.signature';
let folder: string;
let tokenFile: string;
const started: TestPods[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelmonitor-pods-'));
  tokenFile = join(folder, 'token');
  await writeFile(tokenFile, `${secret}\n`);
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(() => Promise.all(started.splice(0).map((pods) => pods.close())));

const slept: number[] = [];
beforeEach(() => slept.splice(0));

/** Collects from pods that answer so. */
async function collected(scripts: readonly (readonly PodScript[])[], options: Partial<Parameters<typeof collectRows>[1]> = {}) {
  const running = await testPods(scripts);
  started.push(running);
  const sleep = async (milliseconds: number) => void slept.push(milliseconds);
  return collectRows(running.pods, { monitor: podMonitor(), tokenFile, now: () => 0, sleep, ...options });
}

const windowOf = (...times: number[]) => podWindow(times.map((time) => ({ time, id: `t${time}`, alcohol: time })));
const bytes = (window: Window) => encodeWindow(window);
const timesOf = ({ columns }: Window) => [...(columns.at(-1)?.values ?? [])];

test('the rows of all pods are one window in the order of their times; each pod is queried with the token', async () => {
  const { window, source, warnings } = await collected([[bytes(windowOf(1, 4))], [bytes(windowOf(2, 3))], [bytes(windowOf())]]);
  expect([window, source, warnings]).toEqual([windowOf(1, 2, 3, 4), 'buffer of 3 of 3 pods', []]);
  for (const [request, ...more] of started[0]?.requests ?? []) {
    expect([request?.url, request?.headers.authorization, more]).toEqual(['/internal/window', `Bearer ${secret}`, []]);
  }
});

test('the newest rows that the monitor asks for are kept', async () => {
  const { window } = await collected([[bytes(windowOf(1, 4, 6))], [bytes(windowOf(2, 3, 5))]], { monitor: podMonitor({ maxRows: 4 }) });
  expect(timesOf(window)).toEqual([3, 4, 5, 6]);
});

test('many pods are queried a few at a time, and all of them count', async () => {
  const scripts = Array.from({ length: 30 }, (_, pod) => [bytes(windowOf(pod, 100 + pod))]);
  const { window, source } = await collected(scripts);
  expect([window.rows, source]).toEqual([60, 'buffer of 30 of 30 pods']);
  expect(started[0]?.mostAtATime()).toBeLessThanOrEqual(8);
});

const good = [bytes(windowOf(1, 2))];
const status = (code: number, retryAfter?: string): PodScript => ({ status: code, ...(retryAfter === undefined ? {} : { retryAfter }) });
const other = podWindow([{ time: 1, id: 'a' }]);
const changed = (place: number, changes: object) =>
  other.columns.map((column, index) => (index === place ? { ...column, ...changes } : column));

test.each<{ name: string; script: readonly PodScript[]; reason: string; requests: number; pauses?: number[] }>([
  { name: 'refuses the token', script: [status(401)], reason: 'it refused the token of the drift job (401)', requests: 1 },
  { name: 'has no such address', script: [status(404)], reason: 'it answered 404', requests: 1 },
  { name: 'sends one elsewhere', script: [status(302)], reason: 'it answered 302', requests: 1 },
  { name: 'fails', script: [status(500)], reason: 'it answered 500', requests: 1 },
  { name: 'is not ready, twice', script: [status(503)], reason: 'it answered 503', requests: 2, pauses: [500] },
  { name: 'is busy, twice', script: [status(429, '2')], reason: 'it answered 429', requests: 2, pauses: [2000] },
  { name: 'asks to wait for long', script: [status(503, '600')], reason: 'it answered 503', requests: 2, pauses: [5000] },
  {
    name: 'breaks the connection, twice',
    script: ['breaks'],
    reason: 'it closed the connection too early (ECONNRESET)',
    requests: 2,
    pauses: [500],
  },
  {
    name: 'stops in the middle, twice',
    script: ['half'],
    reason: 'it closed the connection too early (ECONNRESET)',
    requests: 2,
    pauses: [500],
  },
  {
    name: 'announces more than any window has',
    script: [{ announces: 2 ** 40 }],
    reason: 'its response is too large: expected at most 134217728 bytes, got 1099511627776',
    requests: 1,
  },
  {
    name: 'sends something else',
    script: [Buffer.from('<html>')],
    reason: 'its window cannot be read: not a window file',
    requests: 1,
  },
  {
    name: 'sends nothing',
    script: [new Uint8Array()],
    reason: 'its window cannot be read: expected a window file, got no bytes',
    requests: 1,
  },
  {
    name: 'sends a window with a byte changed',
    script: [Uint8Array.from(bytes(other)).fill(7, 60, 61)],
    reason: 'its window cannot be read: the window file was changed',
    requests: 1,
  },
  {
    name: 'serves another monitor',
    script: [bytes({ ...other, monitor: { namespace: 'default', name: 'iris' } })],
    reason: 'it serves default/iris, not default/wine',
    requests: 1,
  },
  {
    name: 'has other features',
    script: [bytes({ ...other, columns: changed(0, { name: 'ash' }) })],
    reason: 'it serves another version of the resource: its window lacks feature "alcohol" (numeric), has feature "ash" (numeric)',
    requests: 1,
  },
  {
    name: 'has a feature of another type',
    script: [bytes({ ...other, columns: changed(1, { type: 'numeric', values: Float64Array.of(1) }) })],
    reason: 'its window lacks feature "grape" (categorical), has feature "grape" (numeric)',
    requests: 1,
  },
  {
    name: 'shows what is redacted',
    script: [
      bytes({ ...other, columns: [...other.columns, { role: 'feature', name: 'secret', type: 'numeric', values: Float64Array.of(1) }] }),
    ],
    reason: 'its window has feature "secret" (numeric)',
    requests: 1,
  },
  {
    name: 'has a column twice',
    script: [bytes({ ...other, columns: [...other.columns, ...other.columns.slice(0, 1)] })],
    reason: 'its window has a column twice',
    requests: 1,
  },
  {
    name: 'does not say when a row came',
    script: [bytes(podWindow([{ time: Number.NaN, id: 'a' }]))],
    reason: 'its window has rows without a time',
    requests: 1,
  },
])('a pod that $name is a warning with the share of rows that may be missing', async ({ script, reason, requests, pauses = [] }) => {
  const { window, source, warnings } = await collected([good, script, good]);
  expect([window.rows, source]).toEqual([4, 'buffer of 2 of 3 pods']);
  expect(warnings[0]).toContain(`no rows of pod 127.0.0.1:${started[0]?.pods[1]?.port}: `);
  expect(warnings[0]).toContain(reason);
  expect(warnings.slice(1)).toEqual(['1 of 3 pods gave no rows: about 33 % of the rows are missing, if the pods answer alike']);
  expect([started[0]?.requests[1]?.length, slept]).toEqual([requests, pauses]);
  expect(warnings.join()).not.toContain(secret);
  await expect(collected([script])).rejects.toThrow(DriftPodsError);
});

test.each<{ name: string; script: readonly PodScript[] }>([
  { name: 'was not ready', script: [status(503), ...good] },
  { name: 'was busy', script: [status(429, '1'), ...good] },
  { name: 'broke the connection', script: ['breaks', ...good] },
])('a pod that $name is queried once more', async ({ script }) => {
  expect(await collected([script])).toMatchObject({ source: 'buffer of 1 of 1 pods', warnings: [] });
});

test('a pod that does not answer is not waited for longer than the time there is for all', async () => {
  const clock = { now: 0 };
  const now = () => {
    // The clock is read once before the pods are queried, and once for every eight of them.
    clock.now += 119_800;
    return clock.now;
  };
  const { source, warnings } = await collected([...new Array(8).fill(good), ...new Array(9).fill(['hangs'])], { now });
  expect(source).toBe('buffer of 8 of 17 pods');
  expect(warnings[0]).toContain('it was not queried: the limit of 120 s for all pods was reached');
  expect(warnings).toHaveLength(10);
});

test('a pod that hangs is given up', async () => {
  const clock = { now: 0 };
  const now = () => {
    clock.now += 119_700;
    return clock.now;
  };
  const { warnings } = await collected([good, ['hangs']], { now });
  expect(warnings[0]).toContain('it did not answer within 0.3 s');
});

test('many silent pods are named up to ten, and counted', async () => {
  const { warnings } = await collected([good, ...new Array(14).fill([status(500)])]);
  expect(warnings).toHaveLength(12);
  expect(warnings.slice(10)).toEqual([
    '4 more pods gave no rows either',
    '14 of 15 pods gave no rows: about 93 % of the rows are missing, if the pods answer alike',
  ]);
});

test('where no pod gives its rows the run fails and says why', async () => {
  await expect(collected([[status(401)], ['breaks']])).rejects.toThrow(
    /^no predictor pod gave its rows: 127\.0\.0\.1:\d+: it refused the token of the drift job \(401\); 127\.0\.0\.1:\d+: it closed the connection too early \(ECONNRESET\)$/,
  );
});

test.each([
  { name: 'is missing', content: undefined, message: 'cannot be read (ENOENT)' },
  { name: 'is empty', content: '\n', message: 'has to be one word, got something else' },
  { name: 'holds more than a token', content: `${secret}\nX-Other: header`, message: 'has to be one word, got something else' },
])('a token that $name ends the run', async ({ content, message }) => {
  const path = join(folder, 'other');
  if (content !== undefined) await writeFile(path, content);
  const outcome = collected([good], { tokenFile: path });
  await expect(outcome).rejects.toThrow(`the token for the pods, ${path}, ${message}`);
  await expect(outcome).rejects.not.toThrow(secret);
  await rm(path, { force: true });
});

test.each([
  { maxRows: 1000, concurrency: 8, mostBytes: 2 ** 27 },
  { maxRows: 1_000_000, concurrency: 7, mostBytes: Math.floor(2 ** 30 / 7) },
])('windows of $maxRows rows are collected $concurrency at a time', ({ maxRows, ...bounds }) => {
  expect(collectBounds(podMonitor({ maxRows }))).toEqual(bounds);
});

test('a window that takes half a gigabyte is collected alone, and none is too large to be taken', () => {
  const monitor = podMonitor({ maxRows: 1_000_000 });
  const features = Array.from({ length: 200 }, (_, index) => ({ name: `f${index}`, type: 'numeric', optional: false }) as const);
  const wide = { ...monitor, spec: { ...monitor.spec, model: { ...monitor.spec.model, features } } };
  expect(collectBounds(wide)).toEqual({ concurrency: 1, mostBytes: 2 * 8 * 207 * 1_000_000 });
});
