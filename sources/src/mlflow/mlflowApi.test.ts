import { createHttpClient } from '@modelmonitor/http';
import { createMlflowApi, MlflowError } from './mlflowApi.ts';
import { mlflowEnvironment } from './mlflowCredentials.ts';
import { type RecordedResponse, startTestTracking } from './testTracking.ts';

const http = createHttpClient();
afterAll(() => http.close());

const alias = 'registered-models/alias';

async function errorOf(response: RecordedResponse): Promise<unknown> {
  const tracking = await startTestTracking({ [`mlflow/${alias}`]: response });
  try {
    return await tracking.api.json(alias).catch((error: unknown) => error);
  } finally {
    await tracking.close();
  }
}

// Bodies as MLflow 3.17 answers; the login page stands for a proxy in front of it.
test.each<{ what: string; response: RecordedResponse; message: string }>([
  {
    what: 'a Host header that is not allowed',
    response: { status: 403, type: 'text/plain', body: 'Invalid Host header - possible DNS rebinding attack detected' },
    message: 'start it with --allowed-hosts (or MLFLOW_SERVER_ALLOWED_HOSTS) and the names of its Service',
  },
  {
    what: 'missing credentials',
    response: { status: 401, type: 'text/html', body: 'You are not authenticated.' },
    message: 'it answered 401, user, password or token are missing or wrong: credentials go into source.mlflow.auth',
  },
  {
    what: 'a user without permission',
    response: { status: 403, type: 'text/html', body: 'Permission denied' },
    message: 'it answered 403, this user has no permission (Permission denied): grant READ on the model',
  },
  {
    what: 'a login page',
    response: { type: 'text/html; charset=utf-8', body: '<!doctype html>' },
    message:
      'expected JSON, got text/html; charset=utf-8: is this the address of a tracking server, or is there a login page in front of it?',
  },
  { what: 'broken JSON', response: { body: '{"model' }, message: 'expected JSON, got broken JSON' },
  {
    what: 'a failing database',
    response: { status: 500, body: { error_code: 'INTERNAL_ERROR', message: 'locked' } },
    message: 'it answered 500: locked',
  },
  { what: 'a failing proxy', response: { status: 502, type: 'text/html', body: '<html>' }, message: 'it answered 502: text/html' },
])('$what: $message', async ({ response, message }) => {
  const error = await errorOf(response);
  expect(error).toBeInstanceOf(MlflowError);
  expect((error as Error).message).toMatch(/^MLflow at http:\/\/127\.0\.0\.1:\d+: /);
  expect((error as Error).message).toContain(message);
});

test('a server that does not run is named', async () => {
  const api = createMlflowApi({ trackingURI: 'http://127.0.0.1:1', http });
  await expect(api.json(alias)).rejects.toThrow(
    'MLflow at http://127.0.0.1:1: it refused the connection (ECONNREFUSED); is it running, and is the tracking URI right?',
  );
});

test.each(['mlflow:5000', 'sqlite:///mlflow.db', './mlruns', 'http://user:secret@mlflow:5000'])(
  '%s is no tracking server',
  (trackingURI) => {
    expect(() => createMlflowApi({ trackingURI, http })).toThrow('expected the address of an MLflow tracking server, such as http://');
    expect(() => createMlflowApi({ trackingURI, http })).not.toThrow('secret');
  },
);

test('credentials are sent in the header, and the path of a server behind a proxy is kept', async () => {
  const tracking = await startTestTracking({});
  const { credentials } = mlflowEnvironment({ MLFLOW_TRACKING_USERNAME: 'ada', MLFLOW_TRACKING_PASSWORD: 'pass' });
  const api = createMlflowApi({ trackingURI: `${tracking.trackingURI}/team/`, http, credentials });
  await expect(api.json(alias)).rejects.toThrow('it answered 404');
  expect(tracking.requests).toEqual(['GET /team/api/2.0/mlflow/registered-models/alias']);
  // printf 'ada:pass' | base64
  expect(tracking.headers[0]?.authorization).toBe('Basic YWRhOnBhc3M=');
  await tracking.close();
});

test('a token is sent as bearer; user and password come together', () => {
  expect(mlflowEnvironment({ MLFLOW_TRACKING_TOKEN: 't', MLFLOW_TRACKING_URI: 'http://m' })).toEqual({
    trackingURI: 'http://m',
    credentials: { authorization: 'Bearer t' },
  });
  expect(mlflowEnvironment({})).toEqual({ trackingURI: undefined, credentials: undefined });
  expect(() => mlflowEnvironment({ MLFLOW_TRACKING_USERNAME: 'ada' })).toThrow('together, got one of them');
});
