import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { responsesInTurn } from './responsesInTurn.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function listening(handler: RequestListener, mostBytes?: number): Promise<number> {
  const server = createServer(responsesInTurn(handler, mostBytes));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

/** A connection that has sent so many requests in one go. */
async function connection(port: number, requests: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  closing.push(() => socket.destroy());
  socket.on('error', () => undefined);
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(Array.from({ length: requests }, (_, index) => `GET /${index} HTTP/1.1\r\nHost: a\r\n\r\n`).join(''));
  return socket;
}

async function eventually(holds: () => boolean): Promise<void> {
  const end = AbortSignal.timeout(10_000);
  while (!holds()) {
    end.throwIfAborted();
    await new Promise(setImmediate);
  }
}

test('requests that are sent together are handled one after the other, and all are answered in order', async () => {
  let atOnce = 0;
  let most = 0;
  const port = await listening(async ({ url }, response) => {
    most = Math.max(most, ++atOnce);
    await new Promise(setImmediate);
    response.once('finish', () => atOnce--);
    response.end(`[${url}]`);
  });
  const socket = await connection(port, 40);
  let text = '';
  socket.on('data', (bytes) => {
    text += bytes;
  });
  await eventually(() => text.includes('[/39]'));
  expect(text.match(/\[.*?\]/g)).toEqual(Array.from({ length: 40 }, (_, index) => `[/${index}]`));
  expect(most).toBe(1);
});

test('a client that reads nothing holds one response, and many of them together no more than the bound', async () => {
  const large = Buffer.alloc(16 * 1024 * 1024);
  let handled = 0;
  const port = await listening(
    (_, response) => {
      handled++;
      response.end(large);
    },
    40 * 1024 * 1024,
  );
  const slow = await connection(port, 3);
  await eventually(() => handled === 1);
  const others: Socket[] = [];
  for (let count = 2; count <= 5; count++) {
    others.push(await connection(port, 3));
    await eventually(() => handled === count);
  }
  const isClosed = (socket: Socket) => new Promise<boolean>((resolve) => socket.resume().once('close', () => resolve(true)));
  expect(await isClosed(slow)).toBe(true);
  // The newest one is answered when it reads, all three times.
  let bytes = 0;
  others.at(-1)?.on('data', ({ length }) => {
    bytes += length;
  });
  await eventually(() => bytes > 3 * large.length);
});
