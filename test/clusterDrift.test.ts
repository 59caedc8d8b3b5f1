import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type PodStatus, reportOfConfigMap } from '@modelmonitor/api';
import { driftMainPath } from '@modelmonitor/job';
import { readConfiguration } from '../job/src/check/configuration.ts';
import { type ScriptedAnswer, type TestApiServer, testApiServer, testToken } from '../job/src/cluster/testApiServer.ts';
import { collectRows } from '../job/src/pods/collectRows.ts';
import { testClient } from '../predictor/src/testClient.ts';
import { testFiles, testMonitor, writeConfiguration } from '../predictor/src/testConfiguration.ts';
import { testIssuer } from '../predictor/src/testIssuer.ts';
import { startTestPredictor, type TestPredictor } from '../predictor/src/testPredictor.ts';

// What happens in a cluster, with everything real but the API server: predictors that verify tokens, and the drift job as a process of
// its own. The API server is a stub that keeps what it is sent; what a real one makes of it is tested in the operator's tests.

const issuer = testIssuer('RS256');
const monitor = testMonitor({ drift: { window: { maxRows: 100, minRows: 20 } } });
const files = { 'callers.json': issuer.callers() };

let folder: string;
let configDirectory: string;
let tokenFile: string;
const predictors: TestPredictor[] = [];
let server: TestApiServer;
const servers: TestApiServer[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'modelmonitor-cluster-drift-'));
  configDirectory = await mkdtemp(join(folder, 'config-'));
  tokenFile = join(folder, 'token');
  await writeConfiguration(configDirectory, 1, { monitor, files: testFiles });
  await writeFile(tokenFile, issuer.token());
});
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10 }));
afterEach(async () => {
  await Promise.all(predictors.splice(0).map((predictor) => predictor.close()));
  await Promise.all(servers.splice(0).map((one) => one.close()));
});

async function startPod(options: Parameters<typeof startTestPredictor>[0] = {}): Promise<TestPredictor> {
  const predictor = await startTestPredictor({ monitor, internalPort: 0, files, ...options });
  predictors.push(predictor);
  return predictor;
}

const podOf = ({ running }: TestPredictor) => ({ host: '127.0.0.1', port: running.internalPort ?? 0 });

/** Rows like the reference, but for the numbers of the drivers, which are all high. */
async function answer(predictor: TestPredictor, rows: number): Promise<void> {
  for (let row = 0; row < rows; row++) {
    const features = { driver_number: 90 + (row % 9), soil: ['clay', 'sand', 'chalk'][row % 3], alcohol: 10 + (row % 50) / 10 };
    expect((await predictor.predict(features)).status).toBe(200);
  }
}

/** Runs the drift job as a CronJob does: the arguments of a plan, and the variables every pod has. */
async function driftJob(pods: string, more: readonly string[] = []): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const cluster = ['--configmap', 'default/tested-drift', '--service-account', server.serviceAccountDirectory];
  const args = ['check', '--config', configDirectory, '--pods', pods, '--token', tokenFile, ...cluster, ...more];
  const child = spawn(process.execPath, [driftMainPath, ...args], {
    env: { PATH: process.env['PATH'], KUBERNETES_SERVICE_HOST: server.host, KUBERNETES_SERVICE_PORT: String(server.port) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      said[stream] += text;
    });
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...said };
}

async function startApiServer(answers: readonly ScriptedAnswer[] = []): Promise<void> {
  server = await testApiServer(answers);
  servers.push(server);
}

/** An API server, and a pod that has answered so many rows. @returns where the pod listens */
async function start(rows: number, answers: readonly ScriptedAnswer[] = []): Promise<string> {
  await startApiServer(answers);
  const predictor = await startPod();
  await answer(predictor, rows);
  return `127.0.0.1:${predictor.running.internalPort}`;
}

test('the drift job collects the rows of a pod and writes one report into one ConfigMap, by one request', async () => {
  const pods = await start(60);
  const { code, stdout, stderr } = await driftJob(pods);
  expect([stderr, code]).toEqual(['', 0]);
  expect(stdout).toMatch(
    /^stable: 1 of 3 features drifted; 60 rows from buffer of 1 of 1 pods; run [0-9]{8}t[0-9]{9}z is in ConfigMap default\/tested-drift\n$/,
  );
  expect(server.received).toHaveLength(1);
  const [request] = server.received;
  expect([request?.method, request?.headers.authorization]).toEqual(['PATCH', `Bearer ${testToken}`]);
  const { metadata, data, binaryData } = request?.patch ?? { metadata: { annotations: {} } };
  const report = reportOfConfigMap({
    data: { 'report.json': data?.['report.json'] ?? '' },
    binaryData: {},
  });
  if (typeof report === 'string') throw new Error(report);
  expect(report).toMatchObject({ monitor: { namespace: 'default', name: 'tested' }, current: { rows: 60 }, warnings: [] });
  expect(report.features['driver_number']?.drifted).toBe(true);
  expect(metadata.annotations).toEqual({
    'modelmonitor.dev/run': report.run,
    'modelmonitor.dev/failure': null,
    'modelmonitor.dev/job': null,
  });
  for (const key of ['report.html.gz', 'data_stability_test.html.gz'])
    expect(gunzipSync(Buffer.from(binaryData?.[key] ?? '', 'base64')).toString()).toMatch(/^<!doctype html>/);
});

test('--reports and --configmap may stand together', async () => {
  const pods = await start(30);
  const reports = join(folder, 'reports');
  expect(await driftJob(pods, ['--reports', reports])).toMatchObject({ code: 0 });
  expect(await readdir(reports)).toEqual(expect.arrayContaining(['data_drift_report.html', 'data_drift_report.json']));
  expect(server.received).toHaveLength(1);
});

/** The failure that the last request says. */
function failureSaid(): { time?: string; message?: string } {
  return JSON.parse(server.received.at(-1)?.patch.metadata.annotations['modelmonitor.dev/failure'] ?? '{}');
}

test.each([
  {
    name: 'no pod listens',
    pods: '127.0.0.1:1',
    message: 'no predictor pod gave its rows: 127.0.0.1:1: it refused the connection (ECONNREFUSED)',
  },
  {
    name: 'no pod is running',
    pods: 'no-such-pods.invalid:9090',
    message: /^no predictor pod is running: no-such-pods.invalid has no address|could not be looked up/,
  },
])('where $name the run fails, and says so beside the last report', async ({ pods, message }) => {
  await startApiServer();
  const { code, stdout, stderr } = await driftJob(pods);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(message);
  expect(server.received).toHaveLength(1);
  const [request] = server.received;
  expect(Object.keys(request?.patch ?? {})).toEqual(['metadata']);
  expect(Object.keys(request?.patch.metadata.annotations ?? {})).toEqual(['modelmonitor.dev/failure']);
  const { time = '', message: said } = failureSaid();
  expect([new Date(time).toISOString(), `${said}\n`]).toEqual([time, stderr]);
});

test('a pod that does not let the drift job in fails the run, without a word of the token', async () => {
  await startApiServer();
  const callers = issuer.callers({ subjects: ['system:serviceaccount:default:other'] });
  const stranger = await startPod({ files: { 'callers.json': callers } });
  const { code, stderr } = await driftJob(`127.0.0.1:${stranger.running.internalPort}`);
  expect(code).toBe(1);
  expect(stderr).toContain('it refused the token of the drift job (401)');
  expect(failureSaid().message).toContain('it refused the token of the drift job (401)');
  const everything = stderr + JSON.stringify(server.received.map(({ patch }) => patch)) + stranger.logText();
  const [, claims = '', signature = ''] = (await readFile(tokenFile, 'utf8')).split('.');
  expect([everything.includes(claims), everything.includes(signature)]).toEqual([false, false]);
});

test('a reference that cannot be read fails the run and is said', async () => {
  const pods = await start(30);
  const broken = await mkdtemp(join(folder, 'config-'));
  await writeConfiguration(broken, 1, { monitor, files: { ...testFiles, 'configmaps/reference/reference.csv': 'nothing\n' } });
  const { code, stderr } = await driftJob(pods, ['--config', broken]);
  expect(code).toBe(1);
  expect(failureSaid().message).toBe(stderr.trimEnd());
  expect(server.received).toHaveLength(1);
});

test('a report that the API server refuses fails the run; that is tried to be said as well, and the first failure is the one that counts', async () => {
  const pods = await start(30, [
    { status: 403, body: { message: 'forbidden' } },
    { status: 403, body: { message: 'forbidden' } },
  ]);
  const { code, stdout, stderr } = await driftJob(pods);
  expect([code, stdout]).toEqual([1, '']);
  const refused =
    "ConfigMap default/tested-drift was not written: the Role of the drift job's ServiceAccount has to allow it to patch this ConfigMap (403): forbidden";
  expect(stderr).toBe(`the failure could not be written into the ConfigMap: ${refused}\n${refused}\n`);
  expect(server.received.map(({ patch }) => Object.keys(patch))).toEqual([['data', 'binaryData', 'metadata'], ['metadata']]);
  expect(failureSaid().message).toBe(refused);
});

test('an API server that is busy for a while gets the same report again', async () => {
  const pods = await start(30, [{ status: 429, retryAfter: '1' }, 'breaks']);
  expect(await driftJob(pods)).toMatchObject({ code: 0, stderr: '' });
  expect(server.received).toHaveLength(3);
  expect(server.received[0]?.patch).toEqual(server.received[2]?.patch);
});

test('outside a cluster the job says what it lacks', async () => {
  await startApiServer();
  const child = spawn(process.execPath, [driftMainPath, 'check', '--config', configDirectory, '--configmap', 'default/x'], {
    env: { PATH: process.env['PATH'] },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect([code, stderr]).toEqual([
    1,
    '--configmap needs a pod of a cluster: KUBERNETES_SERVICE_HOST and KUBERNETES_SERVICE_PORT are not set\n',
  ]);
});

test('three pods share the traffic: the job sees the newest rows of all of them, and the operator counts them', async () => {
  const pods = [await startPod(), await startPod(), await startPod()];
  const ids: string[] = [];
  for (let row = 0; row < 150; row++) {
    const { body } = await (pods[row % 3] as TestPredictor).predict([1 + (row % 50), 'clay', 12]);
    ids.push(body.id);
  }
  const resource = (await readConfiguration({ configDirectory }, { now: Date.now, random: Math.random, sleep: async () => undefined }))
    .monitor;
  const options = { monitor: resource, tokenFile, now: Date.now, sleep: async () => undefined };
  const { window, source, warnings } = await collectRows(pods.map(podOf), options);
  expect([window.rows, source, warnings]).toEqual([100, 'buffer of 3 of 3 pods', []]);
  const collected = window.columns.find(({ role }) => role === 'id')?.values ?? [];
  const times = [...(window.columns.find(({ role }) => role === 'time')?.values ?? [])].map(Number);
  expect(times).toEqual(times.toSorted((one, other) => one - other));
  // Rows of one millisecond may be in either order, also at the cut: all but those are exactly the newest hundred.
  const cut = times[0] ?? 0;
  const after = [...collected].filter((_, row) => (times[row] ?? 0) > cut);
  expect(ids.slice(-after.length).toSorted()).toEqual(after.toSorted());

  const headers = { authorization: `Bearer ${issuer.token()}` };
  const clients = pods.map((pod) => testClient(podOf(pod).port));
  const statuses = await Promise.all(
    clients.map(async (client) => (await client.get('/internal/status?since=0', headers)).body as PodStatus),
  );
  expect(statuses.map(({ newRows }) => newRows)).toEqual([50, 50, 50]);
  for (const client of clients) client.disconnect();

  await pods[1]?.stop();
  const without = await collectRows(pods.map(podOf), options);
  expect([without.window.rows, without.source]).toEqual([100, 'buffer of 2 of 3 pods']);
  expect(without.warnings[1]).toBe('1 of 3 pods gave no rows: about 33 % of the rows are missing, if the pods answer alike');
});
