import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { closeLateBodies } from './lateBodies.ts';
import { trackConnections } from './trackConnections.ts';

/** Sends the head of a request and pieces of its body, so many milliseconds apart. @returns what the server answered until it closed */
async function sendSlowly(head: string, { pieces, milliseconds }: { pieces: number; milliseconds: number }): Promise<string> {
  const server = createServer({ requestTimeout: 0 }, (request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, { Connection: 'close' }).end('done'));
  });
  closeLateBodies(server, trackConnections(server), 20);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  socket.on('error', () => undefined);
  const closed = once(socket, 'close');
  socket.write(`${head}\r\nHost: localhost\r\nContent-Length: ${pieces}\r\n\r\n`);
  for (let piece = 0; piece < pieces && !socket.destroyed; piece++) {
    await setTimeout(milliseconds);
    socket.write('x');
  }
  await closed;
  server.close();
  return text.split('\r\n', 1)[0] ?? '';
}

const labels = 'POST /feedback HTTP/1.1\r\nContent-Type: text/csv';

test.each([
  {
    name: 'a prediction whose body takes too long',
    head: 'POST /predict HTTP/1.1\r\nContent-Type: application/json',
    pieces: 60,
    milliseconds: 10,
    status: 408,
  },
  { name: 'a stream of labels that takes as long', head: labels, pieces: 60, milliseconds: 10, status: 200 },
  { name: 'a stream of labels that stops', head: labels, pieces: 2, milliseconds: 1500, status: 408 },
])('$name gets $status', async ({ head, pieces, milliseconds, status }) => {
  expect(await sendSlowly(head, { pieces, milliseconds })).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
});

test('an idle connection whose client does not close its side is closed where many are open', async () => {
  const server = createServer((_request, response) => response.end('ok'));
  server.maxConnections = 4;
  closeLateBodies(server, trackConnections(server), 20);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets = Array.from({ length: 4 }, () => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true }).on('error', () => undefined);
    socket.resume().write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n');
    return socket;
  });
  const open = () => new Promise<number>((resolve) => server.getConnections((_error, count) => resolve(count)));
  await Promise.all(sockets.map((socket) => once(socket, 'data')));
  while ((await open()) > 3) await setTimeout(20);
  for (const socket of sockets) socket.destroy();
  server.close();
});
