import { connectPeer, type PeerAnswer, testPeers, wine } from './testPeer.ts';

const peers = testPeers();
afterEach(peers.stop);

test('credentials are sent, and headers of the request are passed on', async () => {
  const { url, calls } = await peers.start(() => ({ json: { predictions: [1] } }));
  const auth = { bearer: { secretRef: { name: 'modelmonitor-peer', key: 'token' } } };
  const model = await connectPeer({ url, protocol: 'invocations', auth });
  await model.predict([[1, 2]], { traceparent: '00-1-2-01' });
  expect(calls[0]?.headers).toMatchObject({ authorization: 'Bearer token-text', traceparent: '00-1-2-01' });
});

test.each<{ name: string; answer: PeerAnswer; kind: string; message: string }>([
  { name: 'too few results', answer: { json: { predictions: [1] } }, kind: 'failed', message: 'expected 2 results, one per row, got 1' },
  {
    name: 'a class of another model',
    answer: { json: { predictions: ['rosé', 1] } },
    kind: 'failed',
    message: 'row 0: expected one of the classes red, white, got "rosé"',
  },
  { name: 'a page', answer: { text: '<html>', type: 'text/html' }, kind: 'failed', message: 'expected JSON, got text/html: <html>' },
  { name: 'half of a response', answer: { text: '{"predictions":' }, kind: 'failed', message: 'expected JSON, got {"predictions":' },
  {
    name: 'a refusal',
    answer: { status: 422, json: { detail: 'ash is missing' } },
    kind: 'refused',
    message: 'answered 422: {"detail":"ash is missing"}',
  },
  { name: 'a failure', answer: { status: 500, json: {} }, kind: 'failed', message: 'answered 500' },
  { name: 'a server that loads', answer: { status: 503, json: {} }, kind: 'unavailable', message: 'answered 503' },
  { name: 'a redirect', answer: { status: 302, json: {} }, kind: 'failed', message: 'answered 302' },
  { name: 'no answer in time', answer: { json: {}, late: 3000 }, kind: 'unavailable', message: 'it did not answer within 0.2 s' },
])('$name is an error', async ({ answer, kind, message }) => {
  const { url } = await peers.start(() => answer);
  const model = await connectPeer({ url, protocol: 'invocations', timeout: '200ms' });
  await expect(
    model.predict([
      [1, 2],
      [3, 4],
    ]),
  ).rejects.toMatchObject({ name: 'RemoteError', kind, message: expect.stringContaining(message) });
});

test.each([
  { idempotent: false, calls: 1 },
  { idempotent: true, calls: 2 },
])('a connection that ends before a response: idempotent $idempotent is $calls calls', async ({ idempotent, calls: expected }) => {
  const { url, calls } = await peers.start((_call, count) => (count === 1 ? { drop: true } : { json: { predictions: [1] } }));
  const model = await connectPeer({ url, protocol: 'invocations', idempotent });
  const outcome = model.predict([[1, 2]]);
  if (idempotent) await expect(outcome).resolves.toMatchObject({ values: Float64Array.of(1) });
  else await expect(outcome).rejects.toMatchObject({ kind: 'unavailable' });
  expect(calls).toHaveLength(expected);
});

test('more calls than allowed are refused at once, and the others are answered', async () => {
  const { url } = await peers.start(() => ({ json: { predictions: [1] }, late: 50 }));
  const model = await connectPeer({ url, protocol: 'invocations', maxInFlight: 2 });
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => model.predict([[1, 2]])));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
});

test('a server that was killed stops calls after two of them, and one that is back answers again', async () => {
  const { url, server } = await peers.start(() => ({ json: { predictions: [1] } }));
  let time = 0;
  const model = await connectPeer({ url, protocol: 'invocations' }, wine, () => time);
  await model.predict([[1, 2]]);
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  // The first may find its connection closed, the next finds that nothing listens.
  for (let call = 0; call < 2 && model.isUp(); call++) await model.predict([[1, 2]]).catch(() => undefined);
  expect(model.isUp()).toBe(false);
  await new Promise<void>((resolve) => server.listen(Number(new URL(url).port), '127.0.0.1', resolve));
  time = 499;
  await expect(model.predict([[1, 2]])).rejects.toMatchObject({ kind: 'unavailable', message: `${url} does not answer` });
  time = 500;
  await expect(model.predict([[1, 2]])).resolves.toBeDefined();
});
