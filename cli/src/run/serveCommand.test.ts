import { existsSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { snapshotPath } from '@modelmonitor/api';
import { edited, eventually, exampleCopy, servedArgs, startedCommands, wineRows } from './exampleRun.ts';

const wines = wineRows();
const { started, endAll } = startedCommands(process.execPath);

afterEach(endAll);

type Copy = ReturnType<typeof exampleCopy>;

/** `modelmonitor run` on a copy, once it serves. */
async function served(copy: Copy) {
  const command = started(servedArgs(copy));
  const address = await eventually('the first address', () => command.addresses()[0]);
  return { ...command, address };
}

/** What is read of the answers; an address has some of it. */
interface Answer {
  readonly version: string;
  readonly name: string;
  readonly versions: readonly { readonly weight: number; readonly sha256: string }[];
  readonly conditions: readonly { readonly message: string }[];
  readonly capture: { readonly rows: number };
  readonly drift: { readonly last: { readonly run: string; readonly verdict: string } | null };
  readonly run: string;
  readonly verdict: string;
  readonly drift_share_threshold: number;
  readonly current: { readonly rows: number };
}

async function json(url: string, body?: unknown): Promise<Answer> {
  const response = await fetch(
    url,
    body === undefined ? {} : { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
  );
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Answer;
}

const predicted = (address: string, row: number) => json(`${address}/predict`, { features: wines[row % wines.length] });

async function predictedRows(address: string, rows: number) {
  for (let row = 0; row < rows; row++) await predicted(address, row);
}

const status = (address: string) => json(`${address}/status`);
/** Requests one after the other on several connections, until stopped. */
function steadyRequests(address: string) {
  let stopping = false;
  const failures: string[] = [];
  const answers: string[] = [];
  const lanes = [0, 1, 2].map(async (lane) => {
    for (let row = lane; !stopping; row += 3) {
      await predicted(address, row).then(
        ({ version }) => answers.push(version),
        (error) => {
          failures.push(String(error));
          stopping ||= String(error).startsWith('TypeError');
        },
      );
    }
  });
  return {
    failures,
    answers,
    stop: async () => {
      stopping = true;
      await Promise.all(lanes);
    },
  };
}

describe('while requests come one after the other', () => {
  test('weights, models, thresholds and the window change without a restart and without a failed request', async () => {
    const copy = exampleCopy('wine');
    const monitor = copy.file('wine-monitor.yaml');
    const { address, stdout, stderr, child, ended } = await served(copy);
    for (const path of ['/', '/docs', '/metrics']) expect((await fetch(`${address}${path}`)).status).toBe(200);
    expect(stdout()).toContain(`wine is served\n  page      ${address}/\n  predict   ${address}/predict\n`);
    const versions = async () => (await status(address)).versions;
    const [before] = await versions();
    const requests = steadyRequests(address);

    edited(monitor, /traffic: 80([\s\S]*)traffic: 20/, 'traffic: 0$1traffic: 100');
    await eventually('the new weights', async () => (await versions()).map(({ weight }) => weight).join() === '0,1');
    const sinceWeights = requests.answers.length;
    await eventually('fifty answers by the new weights', () => requests.answers.length > sinceWeights + 50);
    expect(new Set(requests.answers.slice(sinceWeights + 3, sinceWeights + 50))).toEqual(new Set(['v2']));

    edited(copy.file('wine-model-v1.yaml'), '"formatVersion":1,', '"formatVersion": 1,');
    await eventually('the new model', async () => (await versions())[0]?.sha256 !== before?.sha256);

    edited(monitor, 'share: 0.5 ', 'share: 0.9 ');
    edited(monitor, 'maxRows: 500, minRows: 50 }', 'maxRows: 20, minRows: 10 }\n    early: { rows: 20, minInterval: 1s }');
    // Requests go on, so enough rows arrive and a check starts.
    await eventually('a check by itself, by the new threshold and window', async () => {
      const report = await json(`${address}/reports/latest.json`);
      return report.drift_share_threshold === 0.9 && report.current.rows === 20;
    });

    const line =
      readFileSync(monitor, 'utf8')
        .split('\n')
        .findIndex((text) => text.includes('every: 1h')) + 1;
    edited(monitor, 'every: 1h', 'schedule: "61 * * * *"');
    await eventually('the broken manifest', () =>
      stderr().includes('the change is rejected; the previous configuration stays in effect\n'),
    );
    expect(stderr()).toContain(`${monitor}:${line}: spec.drift.schedule: expected a cron expression`);
    const sinceBroken = requests.answers.length;
    await eventually('answers beside a broken manifest', () => requests.answers.length > sinceBroken + 20);
    edited(monitor, 'schedule: "61 * * * *"', 'schedule: "@daily"');
    edited(monitor, /traffic: 0([\s\S]*)traffic: 100/, 'traffic: 30$1traffic: 70');
    await eventually('the new weights after the fix', async () => (await versions()).map(({ weight }) => weight).join() === '0.3,0.7');

    await requests.stop();
    expect(requests.failures).toEqual([]);

    const late = steadyRequests(address);
    await eventually('answers to the last', () => late.answers.length > 20);
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    await late.stop();
    // Connections after the exit fail; no request was rejected before it.
    expect(late.failures.filter((failure) => !failure.startsWith('TypeError'))).toEqual([]);
    expect(stderr()).not.toContain('error: ');
  });
});

test.each(['file', 'buffer'])(
  'with a %s, rows and drift metrics are the same after a restart; a torn snapshot is set aside',
  async (store) => {
    const driftMetrics = async (address: string) =>
      (await (await fetch(`${address}/metrics`)).text())
        .split('\n')
        .filter((line) => /^modelmonitor_(feature_)?(drift|report)_/.test(line));
    const copy = exampleCopy('wine');
    edited(copy.file('wine-monitor.yaml'), '  capture:\n', `  capture:\n    store: ${store}\n`);
    const folder = join(copy.dataDirectory, 'default.wine');
    const first = await served(copy);
    await predictedRows(first.address, 60);
    const { run, verdict } = await json(`${first.address}/generate_reports`, {});
    const metrics = await driftMetrics(first.address);
    expect(metrics.filter((line) => line.startsWith('modelmonitor_feature_drift_score{'))).toHaveLength(13);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);

    const second = await served(copy);
    const { capture, drift } = await status(second.address);
    expect({ rows: capture.rows, last: drift.last?.run, verdict: drift.last?.verdict }).toEqual({ rows: 60, last: run, verdict });
    expect(await driftMetrics(second.address)).toEqual(metrics);
    const again = await json(`${second.address}/generate_reports`, {});
    expect(again).toMatchObject({ verdict, current: { rows: 60 } });
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    if (store === 'file') return;

    const snapshot = snapshotPath(folder);
    truncateSync(snapshot, 200);
    const third = await served(copy);
    expect((await status(third.address)).capture.rows).toBe(0);
    expect(third.stderr()).toContain('error: wine: the snapshot of captured rows is unusable and was renamed');
    expect(readdirSync(folder).filter((name) => name.startsWith(`${basename(snapshot)}.rejected-`))).toHaveLength(1);
    expect(existsSync(snapshot)).toBe(false);
    expect((await status(third.address)).drift.last?.run).toBe(again.run);
    await predicted(third.address, 0);
    expect((await status(third.address)).capture.rows).toBe(1);
  },
);

test('rows too few for an early check are checked when the first of them is old enough', async () => {
  const copy = exampleCopy('wine');
  edited(copy.file('wine-monitor.yaml'), 'every: 1h ', 'early: { age: 2s }\n    every: 1h ');
  const { address } = await served(copy);
  expect((await status(address)).drift.last).toBeNull();
  await predictedRows(address, 12);
  // Not its rows: on a busy machine they may be too old when the job starts.
  expect(await eventually('a check by itself', async () => (await status(address)).drift.last)).toHaveProperty('verdict');
});

test('two monitors of one directory have an address each; one that is removed stops, the other continues', async () => {
  const copy = exampleCopy('iris', 'wine');
  const { address: iris, addresses, stdout, stderr, child, ended } = await served(copy);
  const wine = await eventually('the second address', () => addresses()[1]);
  expect(new Set([iris, wine]).size).toBe(2);
  expect(stdout()).toMatch(/iris is served[\s\S]*wine is served/);
  expect(await json(`${iris}/predict`, { features: [5.1, 3.5, 1.4, 0.2] })).toMatchObject({ prediction: 'setosa', model: 'iris' });
  expect(await predicted(wine, 0)).toMatchObject({ prediction: 'class_0', model: 'wine' });
  rmSync(copy.file('iris-monitor.yaml'));
  await eventually('the end of iris', () =>
    status(iris).then(
      () => false,
      () => true,
    ),
  );
  expect((await status(wine)).name).toBe('wine');
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
  expect(stderr()).not.toContain('error: ');
});

test('another target is rejected while the monitor runs, which continues until the change is undone', async () => {
  const copy = exampleCopy('wine');
  const monitor = copy.file('wine-monitor.yaml');
  const { address, stderr } = await served(copy);
  edited(monitor, 'name: cultivar', 'name: quality');
  await eventually('the refusal', () => stderr().includes('the change is rejected; the previous configuration stays in effect\n'));
  expect(stderr()).toMatch(/wine-monitor\.yaml:\d+: spec\.model\.target\.name: target\.name cannot be changed: /);
  expect(await predicted(address, 0)).toMatchObject({ prediction: 'class_0', model: 'wine' });
  edited(monitor, 'name: quality', 'name: cultivar');
  edited(monitor, /traffic: 80([\s\S]*)traffic: 20/, 'traffic: 0$1traffic: 100');
  await eventually('the next change', async () => (await status(address)).versions.map(({ weight }) => weight).join() === '0,1');
});

test('a field that has no effect here is named when it is set, and in the status while it is', async () => {
  const copy = exampleCopy('iris');
  const monitor = copy.file('iris-monitor.yaml');
  const { address, stderr } = await served(copy);
  edited(monitor, '\nspec:\n', '\nspec:\n  serving: { replicas: 2 }\n');
  const message = 'spec.serving.replicas: takes effect in a cluster only (elsewhere: one process serves)';
  await eventually('the condition', async () => (await status(address)).conditions[0]?.message === message);
  expect(stderr().split('\n')[0]).toBe(`note: ${monitor}:7: ${message}`);
});

const secret = (line: string) => `apiVersion: v1\nkind: Secret\nmetadata: { name: users }\nstringData: { htpasswd: "${line}" }\n`;
const withUsers = '\nspec:\n  serving: { auth: { basic: { secretRef: { name: users } } } }\n';

test('a change that breaks a Secret is reported with the name of its monitor, and the old accounts stay valid', async () => {
  const copy = exampleCopy('wine');
  edited(copy.file('wine-monitor.yaml'), '\nspec:\n', withUsers);
  writeFileSync(copy.file('users.yaml'), secret('ada:lovelace'));
  const { address, stderr } = await served(copy);
  const asAda = () =>
    fetch(`${address}/predict`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa('ada:lovelace')}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ features: wines[0] }),
    });
  expect((await asAda()).status).toBe(200);
  edited(copy.file('users.yaml'), 'ada:lovelace', '# no account');
  await eventually('the refusal', () => stderr().includes('error: wine: a Secret cannot be used'));
  expect((await asAda()).status).toBe(200);
});
