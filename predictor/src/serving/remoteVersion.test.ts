import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { scrapedSamples, sumOf } from '../scrapedSamples.ts';
import { testFeatures, testMonitor, testVersion } from '../testConfiguration.ts';
import { startTestPredictor, type TestPredictor } from '../testPredictor.ts';

interface Peer {
  readonly url: string;
  readonly server: Server;
  readonly bodies: { dataframe_split: { data: unknown[][] } }[];
  readonly headers: Record<string, unknown>[];
}

let predictor: TestPredictor;
let peer: Peer;
beforeEach(async () => {
  peer = await startPeer();
});
afterEach(async () => {
  await predictor.close();
  stop(peer.server);
});

function stop(server: Server) {
  server.closeAllConnections();
  server.close();
}

/** An MLflow server that is sure of white from driver 50 on. */
async function startPeer(port = 0): Promise<Peer> {
  const bodies: Peer['bodies'] = [];
  const headers: Peer['headers'] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.url === '/ping') return void response.writeHead(200).end();
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Peer['bodies'][number];
    bodies.push(body);
    headers.push(request.headers);
    const predictions = body.dataframe_split.data.map(([number]) => (Number(number) >= 50 ? [0, 1] : [1, 0]));
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ predictions }));
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, bodies, headers };
}

const soil = { name: 'soil', type: 'categorical', values: ['clay', 'sand', 'chalk'], unseen: 'predict' };
const features = testFeatures.map((feature) => (feature.name === 'soil' ? soil : feature));
const remote = (url: string, more = {}) =>
  testVersion('v1', { format: 'auto', source: { remote: { url, protocol: 'invocations' } }, ...more });
const both = (url: string) => testMonitor({ features, versions: [remote(url, { traffic: 50 }), testVersion('v2', { traffic: 50 })] });
const alone = (url: string) => testMonitor({ features, versions: [remote(url)] });

test('a remote version is answered, captured, counted and named like one that is loaded here', async () => {
  predictor = await startTestPredictor({ monitor: alone(peer.url) });
  const { body } = await predictor.post('/predict', { features: [60, 'sand', null] }, { traceparent: '00-a-b-01', 'x-request-id': 'r1' });
  expect(body).toMatchObject({ prediction: 'white', probabilities: { red: 0, white: 1 }, version: 'v1' });
  const batch = await predictor.post('/predict/batch', {
    instances: [
      [1, 'clay', 2],
      [99, 'moon', 3],
    ],
  });
  expect(batch.body.predictions.map(({ prediction }: { prediction: string }) => prediction)).toEqual(['red', 'white']);
  expect(peer.bodies.map(({ dataframe_split: { data } }) => data)).toEqual([
    [[60, 'sand', null]],
    [
      [1, 'clay', 2],
      [99, 'moon', 3],
    ],
  ]);
  expect(peer.headers[0]).toMatchObject({ traceparent: '00-a-b-01', 'x-request-id': 'r1' });
  const scrape = await predictor.metrics();
  expect(sumOf(scrape, 'modelmonitor_predictions_total', { version: 'v1' })).toBe(3);
  expect([sumOf(scrape, 'modelmonitor_captured_total'), sumOf(scrape, 'modelmonitor_remote_up')]).toEqual([3, 1]);
  const info = scrapedSamples(scrape).find(({ name }) => name === 'modelmonitor_model_info');
  expect(info?.labels).toMatchObject({ format: 'remote_invocations', source: peer.url });
  expect((await predictor.post('/feedback', { id: body.id, actual: 'white' })).body).toMatchObject({ joined: 1 });
});

test('while its server is away it is 503 with Retry-After, after two requests, and the other version loses nothing', async () => {
  predictor = await startTestPredictor({ monitor: both(peer.url) });
  const ask = async (version: string) => predictor.predict([60, 'clay', 1], { version });
  expect((await ask('v1')).status).toBe(200);
  stop(peer.server);
  const statuses = new Set<number>();
  for (let request = 0; request < 2; request++) {
    statuses.add((await ask('v1')).status);
    expect((await ask('v2')).status).toBe(200);
  }
  expect(sumOf(await predictor.metrics(), 'modelmonitor_remote_up')).toBe(0);
  const refused = await ask('v1');
  expect([...statuses, refused.status]).toEqual([503, 503]);
  expect(refused.body.type).toBe('urn:modelmonitor:problem:remote_unavailable');
  expect(refused.headers['retry-after']).toBe('1');
  const again = await startPeer(Number(new URL(peer.url).port));
  while ((await ask('v1')).status !== 200) await setTimeout(50);
  stop(again.server);
});

test('a server that is away at the start is connected when it comes', async () => {
  const port = Number(new URL(peer.url).port);
  stop(peer.server);
  const version = { source: { remote: { url: peer.url, protocol: 'v1', model: 'wine' } } };
  predictor = await startTestPredictor({ monitor: testMonitor({ features, versions: [remote(peer.url, version)] }) });
  expect((await predictor.get('/readyz')).body.versions[0].error).toContain('it refused the connection');
  const v1 = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"predictions":[1]}'),
  );
  await new Promise<void>((resolve) => v1.listen(port, '127.0.0.1', resolve));
  while ((await predictor.get('/readyz')).status !== 200) await setTimeout(100);
  expect((await predictor.predict([1, 'clay', 1])).body.prediction).toBe('white');
  stop(v1);
});

test('explanations are estimated in one call, and say so', async () => {
  const background = { rows: 2, features: { driver_number: [1, 2], soil: ['clay', 'sand'], alcohol: [1, 2] } };
  predictor = await startTestPredictor({ monitor: alone(peer.url), drift: { background } });
  const { body } = await predictor.post('/explain', { features: [60, 'clay', 1] });
  expect(body).toMatchObject({
    prediction: 'white',
    scale: 'probability',
    base: 0,
    contributions: { driver_number: 1, soil: 0 },
    method: 'permutation',
  });
  expect(peer.bodies).toHaveLength(2);
});

test('categories have to be listed, since a server does not name them', async () => {
  predictor = await startTestPredictor({ monitor: testMonitor({ versions: [remote(peer.url)] }) });
  expect((await predictor.get('/readyz')).body.versions[0].error).toContain('expected values for soil, got none');
});
