import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Source } from '@modelmonitor/api';
import { type TestSources, testSources } from '../testSources.ts';
import { type RecordedResponse, startTestTracking, type TestTracking, wineRecording } from './testTracking.ts';

let sources: TestSources;
let tracking: TestTracking;
beforeEach(async () => {
  sources = await testSources();
  tracking = await startTestTracking(wineRecording);
  await mkdir(join(sources.directory, 'secrets/modelmonitor-mlflow'), { recursive: true });
  for (const [key, text] of Object.entries({ username: 'ada\n', password: 'pass', token: 't' }))
    await writeFile(join(sources.directory, 'secrets/modelmonitor-mlflow', key), text);
});
afterEach(async () => {
  await Promise.all([tracking.close(), sources.close()]);
});

const mlflow = (more: object): Source => ({ mlflow: { trackingURI: tracking.trackingURI, model: 'wine', ...more } }) as Source;

test('the bytes, what is known of them, and the version they are', async () => {
  const { bytes, sha256, ...rest } = await sources.start().read(mlflow({ alias: 'champion' }));
  expect(bytes.toString()).toBe('{L bytes');
  expect(rest).toEqual({
    revision: 'wine version 2, models:/m-53b12cc934b9405594fc615284b88007',
    origin: 'models:/wine@champion = version 2, run f44a',
    facts: { writtenBy: 'xgboost 3.2.0' },
  });
});

test.each([
  { what: 'a run', more: { model: undefined, run: 'f44a', path: 'xg' }, origin: 'runs:/f44a/xg' },
  { what: 'a logged model', more: { model: 'm-53b12cc934b9405594fc615284b88007' }, origin: 'models:/m-53b12cc934b9405594fc615284b88007' },
  { what: 'a stage', more: { stage: 'Production' }, origin: 'models:/wine/Production = version 2, run f44a' },
])('a model of $what', async ({ more, origin }) => {
  expect(await sources.start().read(mlflow(more))).toMatchObject({ origin });
});

test('a poll is one request while the alias stays, and a start with a cache downloads nothing', async () => {
  const source = mlflow({ alias: 'champion' });
  const { sha256, revision = '' } = await sources.start().read(source);
  const before = tracking.requests.length;
  const again = sources.start();
  expect(await again.readNewer(source, { sha256, revision })).toBeUndefined();
  expect(await again.read(source)).toMatchObject({ sha256, revision });
  expect(tracking.requests.slice(before)).toEqual(Array(2).fill('GET /api/2.0/mlflow/registered-models/alias?name=wine&alias=champion'));
});

test('a server that is down leaves the copy of the cache, and says so', async () => {
  const source = mlflow({ alias: 'champion' });
  const { sha256 } = await sources.start().read(source);
  await tracking.close();
  const { problem, ...kept } = await sources.start().read(source);
  expect(kept.sha256).toBe(sha256);
  expect(problem).toMatch(/: it refused the connection \(ECONNREFUSED\); the copy in the cache is used$/);
  await expect(sources.start({ cached: false }).read(source)).rejects.toThrow('it refused the connection');
});

test.each([
  {
    auth: { basic: { secretRef: { name: 'modelmonitor-mlflow', username: 'username', password: 'password' } } },
    sent: 'Basic YWRhOnBhc3M=',
  },
  { auth: { bearer: { secretRef: { name: 'modelmonitor-mlflow', key: 'token' } } }, sent: 'Bearer t' },
])('credentials of a Secret are sent: $sent', async ({ auth, sent }) => {
  await sources.start().read(mlflow({ alias: 'champion', auth }));
  expect(new Set(tracking.headers.map(({ authorization }) => authorization))).toEqual(new Set([sent]));
});

test('artifacts that the server only names are read from the store', async () => {
  const folder = 'models/1/artifacts';
  const stored = await startTestTracking({
    ...wineRecording,
    'mlflow/model-versions/get-download-uri?name=wine&version=2': { body: { artifact_uri: `s3://${folder}` } },
    [`/${folder}/MLmodel`]: { type: 'text/plain', body: 'flavors:\n  xgboost:\n    data: model.ubj\n' },
    [`/${folder}/model.ubj`]: { type: 'application/octet-stream', body: 'stored' },
  });
  const value = { trackingURI: stored.trackingURI, model: 'wine', alias: 'champion' };
  const artifactStore = {
    endpoint: stored.trackingURI,
    region: 'here',
    credentials: { secretRef: { name: 'modelmonitor-mlflow', accessKeyId: 'username', secretAccessKey: 'password' } },
  };
  expect((await sources.start().read({ mlflow: { ...value, artifactStore } })).bytes.toString()).toBe('stored');
  expect(stored.headers.at(-1)?.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=ada\//);
  await expect(sources.start({ cached: false }).read({ mlflow: value })).rejects.toThrow(
    'or name the store in source.mlflow.artifactStore',
  );
  await stored.close();
});

test.each(['s3://evil.example.org?/1/artifacts', 's3://evil.example.org#/1', 's3://user@evil/1', 's3://../1'])(
  'a bucket that is another host (%s) gets no credentials',
  async (uri) => {
    const server = await startTestTracking({
      ...wineRecording,
      'mlflow/model-versions/get-download-uri?name=wine&version=2': { body: { artifact_uri: uri } },
    });
    const { trackingURI } = server;
    const artifactStore = { endpoint: trackingURI, region: 'here', pathStyle: true };
    const source = { mlflow: { trackingURI, model: 'wine', alias: 'champion', artifactStore } };
    await expect(sources.start({ cached: false }).read(source)).rejects.toThrow('expected artifacts at s3://BUCKET/KEY');
    await server.close();
  },
);

test('an address of the machine itself is refused in a pod', async () => {
  await expect(sources.start({ allowLocalAddresses: false }).read(mlflow({ alias: 'champion' }))).rejects.toThrow('which is not allowed');
});

test('a server that fails for a moment is tried again', async () => {
  const path = 'mlflow/registered-models/alias?name=wine&alias=champion';
  const busy: RecordedResponse = { status: 503, type: 'text/html', body: 'busy' };
  const flaky = await startTestTracking({ ...wineRecording, [path]: busy });
  const source: Source = { mlflow: { trackingURI: flaky.trackingURI, model: 'wine', alias: 'champion' } };
  await expect(sources.start().read(source)).rejects.toThrow('the server answered 503');
  expect(flaky.requests).toHaveLength(4);
  await flaky.close();
});
