import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { endSidecars, sidecarEndpoints } from './endSidecars.ts';

test('a proxy that takes the order gets it, beside one that does not exist and one that does not respond', async () => {
  const received: string[] = [];
  const proxy = createServer(({ method, url }, response) => {
    received.push(`${method} ${url}`);
    if (url !== '/silent') response.end();
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  const { port } = proxy.address() as AddressInfo;
  const started = Date.now();
  await endSidecars([`http://127.0.0.1:${port}/silent`, 'http://127.0.0.1:1/none', `http://127.0.0.1:${port}/quitquitquit`]);
  expect(received.sort()).toEqual(['POST /quitquitquit', 'POST /silent']);
  expect(Date.now() - started).toBeLessThan(5000);
  proxy.closeAllConnections();
  proxy.close();
});

test('orders stay in the pod', () => {
  expect(sidecarEndpoints.every((url) => url.startsWith('http://127.0.0.1:'))).toBe(true);
});
