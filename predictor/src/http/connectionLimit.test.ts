import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { testClient } from '../testClient.ts';
import { connectionLimit } from './connectionLimit.ts';
import { listen } from './listen.ts';

test.each([
  { descriptors: '64', connections: 24 },
  { descriptors: '16', connections: 8 },
  { descriptors: '1024', connections: 921 },
  { descriptors: '8192', connections: 4000 },
  { descriptors: 'unlimited', connections: 4000 },
])('of $descriptors file descriptors a listener uses $connections for connections', async ({ descriptors, connections }) => {
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-limits-'));
  const file = join(directory, 'limits');
  writeFileSync(
    file,
    `Limit  Soft Limit  Hard Limit  Units\nMax open files            ${descriptors}                 ${descriptors}                 files\n`,
  );
  expect(await connectionLimit(file)).toBe(connections);
  rmSync(directory, { recursive: true });
});

test('without such a file there is a bound too', async () => {
  expect(await connectionLimit('/nowhere/limits')).toBe(4000);
});

test('connections beyond the limit are refused, and the others answered', async () => {
  const listener = await listen((_request, response) => response.end('ok'), { host: '127.0.0.1', port: 0, maxConnections: 3 });
  const client = testClient(listener.port);
  await client.get('/');
  const sockets = Array.from({ length: 6 }, () => connect(listener.port, '127.0.0.1').on('error', () => undefined));
  await setTimeout(200);
  expect(sockets.filter(({ closed }) => closed).length).toBe(4);
  expect((await client.get('/')).text).toBe('ok');
  for (const socket of sockets) socket.destroy();
  client.disconnect();
  await listener.close();
});
