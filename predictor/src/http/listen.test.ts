import { Agent, createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { testClient } from '../testClient.ts';
import { listen } from './listen.ts';

const options = { host: '127.0.0.1', port: 0, graceMilliseconds: 60_000 };

test('an idle connection is kept longer than by any common proxy, and the header shows it', async () => {
  const listener = await listen((_request, response) => response.end('ok'), options);
  const client = testClient(listener.port);
  const { headers } = await client.get('/');
  expect(headers.connection).toBe('keep-alive');
  expect(Number(/timeout=(\d+)/.exec(String(headers['keep-alive']))?.[1])).toBeGreaterThan(600);
  client.disconnect();
  await listener.close();
});

test('close lets a request in progress finish, accepts no new one, and does not wait for the idle timeout', async () => {
  const arrived = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const listener = await listen(async (_request, response) => {
    arrived.resolve();
    await go.promise;
    response.end('answered');
  }, options);
  const client = testClient(listener.port);
  const answer = client.get('/');
  await arrived.promise;
  const closed = listener.close();
  await expect(testClient(listener.port).get('/')).rejects.toThrow('ECONNREFUSED');
  go.resolve();
  expect((await answer).text).toBe('answered');
  const start = performance.now();
  await closed;
  // Far below the 60 s of grace, far above what a busy machine needs.
  expect(performance.now() - start).toBeLessThan(20_000);
  client.disconnect();
});

test('a request that never ends is closed after the grace period', async () => {
  const arrived = Promise.withResolvers<void>();
  const listener = await listen(() => arrived.resolve(), { ...options, graceMilliseconds: 50 });
  const agent = new Agent({ keepAlive: true });
  const failed = new Promise<string>((resolve) => {
    const sent = request({ host: '127.0.0.1', port: listener.port, agent });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
    sent.end();
  });
  await arrived.promise;
  await listener.close();
  expect(await failed).toBe('ECONNRESET');
});

test('an idle connection does not delay the close', async () => {
  const listener = await listen((_request, response) => response.end('ok'), options);
  const socket = connect(listener.port, '127.0.0.1');
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
  const client = testClient(listener.port);
  await client.get('/');
  await listener.close();
  socket.destroy();
  client.disconnect();
});

test('a port in use is an error that names it', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(listen(() => undefined, { ...options, port })).rejects.toThrow(`cannot listen on 127.0.0.1:${port}: the port is in use`);
  server.close();
});

test('a host of another machine is an error that names it', async () => {
  await expect(listen(() => undefined, { ...options, host: '192.0.2.1' })).rejects.toThrow('cannot listen on 192.0.2.1:0: ');
});
