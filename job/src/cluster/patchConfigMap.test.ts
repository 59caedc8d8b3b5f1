import { rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { errorText } from '../../../api/src/text/errorText.ts';
import { DriftStoreError } from '../errors.ts';
import { apiServer } from './apiServer.ts';
import { type PatchOptions, patchConfigMap } from './patchConfigMap.ts';
import { type ScriptedAnswer, type TestApiServer, testApiServer, testToken } from './testApiServer.ts';
import { testCertificate } from './testCertificate.ts';

const patch = { metadata: { annotations: { a: 'b', c: null } }, data: { 'report.json': '{"text":"Côte 日本"}' } };
const certificate = testCertificate();
const elsewhere = testCertificate('10.0.0.1');

/** No time passes. */
const still = { now: () => 0, random: () => 0, sleep: async () => undefined, budgetMilliseconds: 60_000 };

function placed(serviceAccountDirectory: string, { host, port }: { host: string; port: number }) {
  const place = { namespace: 'default', name: 'wine-drift', serviceAccountDirectory };
  return { place, server: apiServer({ host, port: String(port) }, serviceAccountDirectory) };
}

let server: TestApiServer;
afterEach(() => server.close());

/** Patches through a server that answers so; the clock moves by what is slept only. */
async function patched(answers: readonly ScriptedAnswer[], changes: Partial<PatchOptions> = {}) {
  server = await testApiServer(answers, certificate);
  const { host, port, serviceAccountDirectory } = server;
  const clock = { now: 0 };
  const slept: number[] = [];
  const outcome = patchConfigMap(patch, {
    ...placed(serviceAccountDirectory, { host, port }),
    now: () => clock.now,
    random: () => 1,
    budgetMilliseconds: 60_000,
    sleep: async (milliseconds) => {
      slept.push(milliseconds);
      clock.now += milliseconds;
    },
    ...changes,
  });
  const error = await outcome.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return { error, slept, requests: server.received.length };
}

test('one merge patch is sent, by the service account, under a field manager of its own', async () => {
  expect(await patched([])).toEqual({ error: undefined, slept: [], requests: 1 });
  const [request] = server.received;
  expect(request).toMatchObject({
    method: 'PATCH',
    path: '/api/v1/namespaces/default/configmaps/wine-drift?fieldManager=modelmonitor-drift',
    headers: { authorization: `Bearer ${testToken}`, 'content-type': 'application/merge-patch+json', accept: 'application/json' },
  });
  expect(request?.patch).toEqual(patch);
});

const status = (code: number): ScriptedAnswer => ({ status: code });

test.each<{ name: string; answers: readonly ScriptedAnswer[]; slept: number[] }>([
  { name: 'a conflict', answers: [status(409)], slept: [500] },
  { name: 'an inner error', answers: [status(500)], slept: [500] },
  { name: 'an etcd without a leader', answers: [status(503), status(503), status(504)], slept: [500, 1000, 2000] },
  { name: 'a gateway', answers: [status(502)], slept: [500] },
  { name: 'a broken connection', answers: ['breaks', 'breaks'], slept: [500, 1000] },
  { name: 'a crowd, as long as it asks for', answers: [{ status: 429, retryAfter: '7' }, status(429)], slept: [7000, 1000] },
  { name: 'a time that is no number', answers: [{ status: 429, retryAfter: 'soon' }], slept: [500] },
])('waits for $name to pass', async ({ answers, slept }) => {
  expect(await patched(answers)).toEqual({ error: undefined, slept, requests: answers.length + 1 });
});

test('half of a pause is by chance', async () => {
  expect(await patched([status(503), status(503)], { random: () => 0 })).toMatchObject({ slept: [250, 500] });
});

test.each<{ name: string; answers: readonly ScriptedAnswer[]; message: string; requests: number }>([
  {
    name: 'answers 503 again and again',
    answers: new Array(20).fill({ status: 503, body: { message: 'etcd has no leader' } }),
    message: 'the API server: it answered 503: etcd has no leader',
    requests: 11,
  },
  {
    name: 'breaks every connection',
    answers: new Array(20).fill('breaks'),
    message: 'it closed the connection too early (ECONNRESET)',
    requests: 11,
  },
  { name: 'asks to wait for longer', answers: [{ status: 429, retryAfter: '120' }], message: 'it answered 429', requests: 1 },
])('gives up after a minute where the API server $name', async ({ answers, message, requests }) => {
  const { error, ...rest } = await patched(answers);
  expect(error).toBeInstanceOf(DriftStoreError);
  expect(errorText(error)).toContain('ConfigMap default/wine-drift could not be written within 60 s: ');
  expect(errorText(error)).toContain(message);
  expect(rest.requests).toBe(requests);
});

test('an answer that does not come is not waited for longer than the time there is', async () => {
  const start = performance.now();
  const { error } = await patched(['hangs'], { budgetMilliseconds: 300 });
  expect(errorText(error)).toContain('could not be written within 0.3 s: the API server: it did not answer within 0.3 s');
  expect(performance.now() - start).toBeLessThan(10_000);
});

const forbidden = { kind: 'Status', message: 'configmaps "wine-drift" is forbidden' };

test.each([
  { code: 400, body: '<html>', message: 'was not written: the API server answered 400' },
  { code: 401, body: {}, message: 'was not written: the API server does not know the token in' },
  {
    code: 403,
    body: forbidden,
    message:
      'was not written: the Role of the drift job\'s ServiceAccount has to allow it to patch this ConfigMap (403): configmaps "wine-drift" is forbidden',
  },
  { code: 404, body: {}, message: 'was not written: it does not exist, and only the operator creates it (404)' },
  { code: 413, body: {}, message: 'was not written: it is too large for the API server (413)' },
  { code: 422, body: { message: 'x'.repeat(5000) }, message: `was not written: the API server finds it invalid (422): ${'x'.repeat(300)}` },
])('$code fails at once with a remediation', async ({ code, body, message }) => {
  const { error, requests } = await patched([{ status: code, body }]);
  expect(error).toBeInstanceOf(DriftStoreError);
  expect(errorText(error)).toContain(`ConfigMap default/wine-drift ${message}`);
  expect(errorText(error).length).toBeLessThan(600);
  expect(errorText(error)).not.toContain(testToken);
  expect(requests).toBe(1);
});

test('a redirect ends it at once and says where it points to', async () => {
  const { error, requests } = await patched([{ status: 302, location: 'https://elsewhere/api' }]);
  expect(error).toBeInstanceOf(DriftStoreError);
  expect(errorText(error)).toContain(
    'ConfigMap default/wine-drift was not written: the API server at 127.0.0.1: it answered 302, a redirect to https://elsewhere/api;',
  );
  expect(requests).toBe(1);
});

test.each([
  { name: 'of another authority', shown: testCertificate(), trusted: certificate },
  // A server that has some certificate of the cluster, and another place in it.
  { name: 'of another name', shown: elsewhere, trusted: elsewhere },
])('a server $name gets neither the token nor the report', async ({ shown, trusted }) => {
  server = await testApiServer([], shown);
  const { host, port, serviceAccountDirectory } = server;
  await writeFile(join(serviceAccountDirectory, 'ca.crt'), trusted.certificate);
  const outcome = patchConfigMap(patch, { ...still, ...placed(serviceAccountDirectory, { host, port }) });
  await expect(outcome).rejects.toThrow(
    /^ConfigMap default\/wine-drift was not written: the API server at 127\.0\.0\.1: no TLS connection to it could be established \([A-Z_]+\)$/,
  );
  expect(server.received).toEqual([]);
});

test.each(['token', 'ca.crt'])('a service account without %s is said', async (file) => {
  server = await testApiServer([], certificate);
  const { host, port, serviceAccountDirectory } = server;
  await rm(join(serviceAccountDirectory, file));
  await expect(apiServer({ host, port: String(port) }, serviceAccountDirectory).credentials()).rejects.toThrow(
    `expected a service account for the API server, but ${join(serviceAccountDirectory, file)} cannot be read (ENOENT)`,
  );
});

test('a server that does not speak TLS is no API server', async () => {
  server = await testApiServer([], certificate);
  const plain = createServer((_request, response) => response.end('{}'));
  await new Promise<void>((resolve) => plain.listen(0, '127.0.0.1', resolve));
  const { port } = plain.address() as AddressInfo;
  const outcome = patchConfigMap(patch, { ...still, ...placed(server.serviceAccountDirectory, { host: '127.0.0.1', port }) });
  await expect(outcome).rejects.toThrow(DriftStoreError);
  plain.close();
});
