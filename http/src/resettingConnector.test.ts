import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Pool } from 'undici';
import { createCertificateAuthority } from '../../test/controlPlane/certificateAuthority.ts';
import { eventually } from '../../test/controlPlane/eventually.ts';
import { freePort } from '../../test/controlPlane/freePort.ts';
import { startTcpRelay, type TcpRelay } from '../../test/faultProxy/tcpRelay.ts';
import { resettingConnector } from './resettingConnector.ts';

const authority = createCertificateAuthority('a test', new Date());
const { certificate: cert, key } = authority.issue({ commonName: 'server', addresses: ['127.0.0.1'] });
const arrived: string[] = [];
const server = createServer({ cert, key }, (request, response) => {
  arrived.push(request.url ?? '');
  response.end('heard');
});
const pools: Pool[] = [];
let relay: TcpRelay;

const poolTo = (port: number, ca = authority.certificate) => {
  const pool = new Pool(`https://127.0.0.1:${port}`, { connect: resettingConnector({ ca, allowH2: false, timeout: 500 }), connections: 1 });
  pools.push(pool);
  return pool;
};
const ask = async (pool: Pool, path: string, signal?: AbortSignal) => {
  const { body } = await pool.request({ method: 'PATCH', path, body: '{}', signal: signal ?? null });
  return body.text();
};

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  relay = await startTcpRelay((server.address() as AddressInfo).port);
});

afterAll(async () => {
  await Promise.all(pools.map((pool) => pool.destroy()));
  await relay.close();
  server.close();
});

test('a request that was given up while the network held it back never arrives', async () => {
  const pool = poolTo(relay.port);
  expect(await ask(pool, '/before')).toBe('heard');
  const controller = new AbortController();
  relay.hold();
  const asked = expect(ask(pool, '/given-up', controller.signal)).rejects.toThrow('aborted');
  await sleep(50);
  controller.abort();
  await asked;
  // A reset passes a network that holds back all else; a connection that was only closed would stay.
  await eventually('the reset', async () => relay.open() === 0);
  relay.release();
  expect(await ask(pool, '/after')).toBe('heard');
  await sleep(100);
  expect(arrived).toEqual(['/before', '/after']);
});

test('requests that were answered share one connection', async () => {
  const pool = poolTo(relay.port);
  const before = relay.open();
  for (let at = 0; at < 5; at++) await ask(pool, '/again');
  expect(relay.open()).toBe(before + 1);
  await pool.destroy();
});

const silentPort = async () => {
  relay.hold();
  return relay.port;
};

test.each([
  { what: 'a port without a listener', to: () => freePort(), why: /ECONNREFUSED/ },
  {
    what: 'a server of another certificate authority',
    to: async () => relay.port,
    ca: createCertificateAuthority('other', new Date()).certificate,
    why: /certificate/,
  },
  { what: 'a server that never greets', to: silentPort, why: /timeout|within 500 ms/i },
])('$what is reported at once, and the pool still ends', async ({ to, ca, why }) => {
  const pool = poolTo(await to(), ca);
  const start = performance.now();
  await expect(ask(pool, '/never')).rejects.toThrow(why);
  expect(performance.now() - start).toBeLessThan(20_000);
  await pool.destroy();
  relay.release();
});
