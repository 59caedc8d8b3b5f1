import { artifactFolder } from './artifactFolder.ts';
import { parseMlflowUri } from './mlflowReference.ts';
import { readModelFolder } from './readModelFolder.ts';
import { resolveModel } from './resolveModel.ts';
import { startTestTracking, type TestTracking, wineFolder, wineRecording } from './testTracking.ts';

let tracking: TestTracking;
beforeAll(async () => {
  tracking = await startTestTracking(wineRecording);
});
afterAll(() => tracking.close());

test.each([
  {
    uri: 'models:/wine@champion',
    revision: 'wine version 2, models:/m-53b12cc934b9405594fc615284b88007',
    origin: 'models:/wine@champion = version 2, run f44a',
  },
  {
    uri: 'models:/wine/2',
    revision: 'wine version 2, models:/m-53b12cc934b9405594fc615284b88007',
    origin: 'models:/wine/2 = version 2, run f44a',
  },
  {
    uri: 'models:/wine/Production',
    revision: 'wine version 2, models:/m-53b12cc934b9405594fc615284b88007',
    origin: 'models:/wine/Production = version 2, run f44a',
  },
  { uri: 'models:/wine', revision: 'wine version 5, runs:/f44a/xg', origin: 'models:/wine/latest = version 5' },
  { uri: 'models:/m-53b12cc934b9405594fc615284b88007', origin: 'models:/m-53b12cc934b9405594fc615284b88007' },
  { uri: 'runs:/f44a/xg', origin: 'runs:/f44a/xg' },
])('$uri leads to the folder of its model', async ({ uri, revision = uri, origin }) => {
  const resolved = await resolveModel(tracking.api, parseMlflowUri(uri));
  expect(resolved).toMatchObject({ revision, origin });
  expect(await resolved.artifactURI()).toBe(wineFolder);
});

test('a folder among the artifacts of a run is used where it exists', async () => {
  const { artifactURI } = await resolveModel(tracking.api, { run: 'f44a', path: 'old' });
  expect(await artifactURI()).toBe('mlflow-artifacts:/1/f44a/artifacts/old');
});

test.each([{ alias: 'none' }, { stage: 'Staging' }])(
  'with fallback: latest, %j that names no version stands for the newest',
  async (word) => {
    const { origin } = await resolveModel(tracking.api, { model: 'wine', ...word, fallback: 'latest' });
    expect(origin).toMatch(/ = version 5$/);
  },
);

test.each([
  {
    uri: 'models:/wine@none',
    message: 'the model wine has no alias none: set it with MlflowClient().set_registered_model_alias("wine", "none", VERSION)',
  },
  { uri: 'models:/wine/Staging', message: 'the model wine has no version in stage Staging; MLflow recommends aliases' },
  { uri: 'models:/wine/9', message: 'the model wine has no version 9' },
  { uri: 'models:/nope@x', message: 'there is no registered model nope: register it with mlflow.register_model(model_uri, "nope")' },
  { uri: 'models:/nope', message: 'there is no registered model nope' },
  { uri: 'runs:/f44a/nope', message: 'the run f44a has no model nope: it logged the models xg' },
])('$uri: $message', async ({ uri, message }) => {
  await expect(resolveModel(tracking.api, parseMlflowUri(uri)).then(({ artifactURI }) => artifactURI())).rejects.toThrow(message);
});

test('the model file is the one of the flavor, with its digest', async () => {
  const { bytes, sha256, mlmodel } = await readModelFolder(artifactFolder(tracking.api, wineFolder), 100);
  expect([bytes.toString(), mlmodel.flavor, mlmodel.writtenBy]).toEqual(['{L bytes', 'xgboost', 'xgboost 3.2.0']);
  // printf '{L bytes' | sha256sum
  expect(sha256).toBe('0ce06af2c47c06ea88350a68182f820edc6a83a14047965cbd3a33fc12de3a37');
});

test('a model file that is too large is not read', async () => {
  await expect(artifactFolder(tracking.api, wineFolder).read('model.ubj', 5)).rejects.toThrow(
    'its response is too large: expected at most 5 bytes',
  );
});

test('a missing file is named with its folder', async () => {
  await expect(artifactFolder(tracking.api, wineFolder).read('model.pkl', 1000)).rejects.toThrow(
    'artifacts 1/models/m-53b12cc934b9405594fc615284b88007/artifacts: expected the file model.pkl, which does not exist',
  );
});

test.each(['file:///mlruns/1', 'gs://bucket/1', 'dbfs:/1', 'mlflow-artifacts://other.example.org/1', '/mlruns/1'])(
  'a folder that is not behind the server (%s) is refused with what to do',
  (uri) => {
    expect(() => artifactFolder(tracking.api, uri)).toThrow(
      `the model is in ${uri}, which is not read from here: start the server with --serve-artifacts`,
    );
  },
);

test.each(['mlflow-artifacts:/../../../../secret', 'mlflow-artifacts:/1/../2', 's3://bucket/../other'])(
  'a folder with a way out (%s) is refused before a request',
  (uri) => {
    expect(() => artifactFolder(tracking.api, uri, async () => Buffer.alloc(0))).toThrow('without the segments . and ..');
  },
);

test('a folder in S3 is read by its address', async () => {
  const folder = artifactFolder(tracking.api, 's3://bucket/1/artifacts', async (address) => Buffer.from(address));
  expect((await folder.read('MLmodel', 10)).toString()).toBe('s3://bucket/1/artifacts/MLmodel');
});
