import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { constantForest, testMonitor } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor, until } from '../testPredictor.ts';

const columns = [
  { name: 'driver_number', type: 'long' },
  { name: 'soil', type: 'string' },
  { name: 'alcohol', type: 'double', required: false },
];
const mlmodel = (inputs: unknown) => `flavors:\n  modelmonitor:\n    data: model.json\nsignature:\n  inputs: '${JSON.stringify(inputs)}'\n`;

/** The registry: version 1 predicts class 0, version 2 class 1, version 3 has another signature, version 4 is a pickle. */
let champion = '1';
const folders: Readonly<Record<string, string>> = {
  1: mlmodel(columns),
  2: mlmodel(columns),
  3: mlmodel([...columns, { name: 'colour', type: 'string' }]),
  4: 'flavors:\n  sklearn:\n    pickled_model: model.pkl\n',
};
function responseTo(path: string): unknown {
  const [, version = '', file] = /\/artifacts\/(\d)\/(.*)$/.exec(path) ?? [];
  if (file === 'MLmodel') return folders[version];
  if (file === 'model.json') return constantForest(Number(version) - 1);
  if (path.includes('/alias?'))
    return { model_version: { version: champion, source: `models:/m-${champion}`, run_id: 'f44a', status: 'READY' } };
  return { artifact_uri: `mlflow-artifacts:/${new URLSearchParams(path.split('?')[1]).get('version')}` };
}
const server = createServer((request, response) => {
  const body = responseTo(request.url ?? '');
  response.writeHead(200, { 'content-type': 'application/json' }).end(typeof body === 'string' ? body : JSON.stringify(body));
});

let predictor: TestPredictor;
beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
});
afterAll(() => void server.close());
beforeEach(async () => {
  champion = '1';
  const trackingURI = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const webhook = { secretRef: { name: 'hook', key: 'secret' } };
  const source = { mlflow: { trackingURI, model: 'drivers', alias: 'champion', webhook } };
  const monitor = testMonitor({ versions: [{ name: 'v1', source }] });
  predictor = await startTestPredictor({ monitor, files: { 'secrets/hook/secret': 'sesame\n' } });
});
afterEach(() => predictor.close());

const predicted = async () => (await predictor.predict([44, 'clay', 12])).body.prediction;

/** What MLflow sends when an alias is set. */
async function notify(model = 'drivers', secret = 'sesame') {
  const body = JSON.stringify({
    entity: 'model_version_alias',
    action: 'created',
    data: { name: model, alias: 'champion', version: champion },
  });
  const timestamp = `${Math.floor(Date.now() / 1000)}`;
  const signature = createHmac('sha256', secret).update(`d-1.${timestamp}.${body}`).digest('base64');
  const headers = { 'x-mlflow-delivery-id': 'd-1', 'x-mlflow-timestamp': timestamp, 'x-mlflow-signature': `v1,${signature}` };
  return predictor.post('/webhooks/mlflow', body, headers);
}

test('the version that the alias stands for serves, and a webhook makes a moved alias serve', async () => {
  expect(await predicted()).toBe('red');
  champion = '2';
  expect(await notify()).toMatchObject({ status: 200, body: { refreshing: ['v1'] } });
  await until(async () => (await predicted()) === 'white');
});

test.each([
  {
    version: '3',
    message:
      'expected the features colour, which the resource does not list; signature of the MLmodel: driver_number (long), soil (string), alcohol (double, optional), colour (string); features of the resource: driver_number (numeric)',
  },
  { version: '4', message: 'the model of flavor sklearn is a pickle (model.pkl), which runs code when it is read' },
])('version $version is not loaded, the one before continues, and the status has the reason', async ({ version, message }) => {
  champion = version;
  await notify();
  await until(async () => JSON.stringify((await predictor.get('/status')).body).includes(message));
  expect(await predicted()).toBe('red');
});

test('a webhook of another model refreshes nothing, one with another signature is refused', async () => {
  expect((await notify('wine')).body).toEqual({ refreshing: [] });
  const refused = await notify('drivers', 'other');
  expect([refused.status, refused.body.detail]).toEqual([401, 'the signature is not the one of this body and the secret of the resource']);
});
