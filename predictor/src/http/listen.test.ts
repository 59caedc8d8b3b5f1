import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
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
  await setTimeout(50);
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

/** Clients that keep a connection each and request without a pause until no one listens. @returns how the requests ended, by number */
async function keepRequesting(port: number, clients: number): Promise<Record<string, number>> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const outcomes: Record<string, number> = {};
  let isOver = false;
  const one = () =>
    new Promise<string>((resolve) => {
      const sent = request({ host: '127.0.0.1', port, agent, method: 'POST' }, (response) => {
        response.resume();
        response.on('end', () => resolve(String(response.statusCode)));
      });
      sent.on('error', ({ code, message }: NodeJS.ErrnoException) => resolve(`${code ?? message}${sent.reusedSocket ? ' reused' : ''}`));
      sent.end('{}');
    });
  const client = async () => {
    while (!isOver) {
      const outcome = await one();
      if (outcome === 'ECONNREFUSED') isOver = true;
      else outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return outcomes;
}

test.each([0, 200])('clients that request without a pause lose nothing while it closes after %d ms', async (milliseconds) => {
  let requests = 0;
  const busy = Promise.withResolvers<void>();
  const listener = await listen((received, response) => {
    requests += 1;
    if (requests > 100) busy.resolve();
    received.resume().on('end', () => response.end('ok'));
  }, options);
  const outcomes = keepRequesting(listener.port, 16);
  await busy.promise;
  const start = performance.now();
  await listener.close(setTimeout(milliseconds));
  expect(performance.now() - start).toBeLessThan(milliseconds + 20_000);
  const { 200: answered, ECONNRESET: neverAccepted = 0, ...lost } = await outcomes;
  expect(lost).toEqual({});
  // The kernel resets connections that wait to be accepted.
  expect(neverAccepted).toBeLessThanOrEqual(5);
  expect(answered).toBeGreaterThanOrEqual(100);
});

test('until the wait is over it accepts connections; every response closes its connection', async () => {
  const wait = Promise.withResolvers<void>();
  const listener = await listen((_request, response) => response.end('ok'), options);
  const idle = testClient(listener.port);
  expect((await idle.get('/')).headers.connection).toBe('keep-alive');
  const closed = listener.close(wait.promise);
  for (const client of [idle, testClient(listener.port)]) {
    const { status, headers } = await client.get('/');
    expect({ status, connection: headers.connection }).toEqual({ status: 200, connection: 'close' });
  }
  wait.resolve();
  await closed;
  await expect(testClient(listener.port).get('/')).rejects.toThrow('ECONNREFUSED');
});

test('a request that arrives on an idle connection after it stopped listening is answered', async () => {
  const listener = await listen((_request, response) => response.end('ok'), options);
  const client = testClient(listener.port);
  await client.get('/');
  const closed = listener.close();
  await setTimeout(250);
  expect((await client.get('/')).headers.connection).toBe('close');
  await closed;
});

test('a client that sends its body after the response to it receives the response', async () => {
  const listener = await listen((_request, response) => response.writeHead(401).end('no'), options);
  const closed = listener.close(setTimeout(300));
  const socket = connect(listener.port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  const ended = once(socket, 'close');
  socket.write('POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3000000\r\n\r\n');
  for (let piece = 0; piece < 3; piece++) {
    await setTimeout(30);
    socket.write(Buffer.alloc(1_000_000));
  }
  await ended;
  expect(text).toContain('401');
  await closed;
});
