import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { Router } from '@koa/router';
import Koa from 'koa';
import { createCapture } from '../../capture/capture.ts';
import { emptyAccount } from '../../capture/captureAccount.ts';
import type { Contract } from '../../contract/contract.ts';
import { type Live, openToAll } from '../../serving/predictionService.ts';
import { podRoutes } from './pod.ts';

const rows = 300_000;

test('a client that does not read its window is disconnected: it would keep a copy of the rows in memory', async () => {
  const x = { name: 'x', type: 'numeric', optional: false, unseen: 'capture', minimum: 0, maximum: 9e9, categories: [] } as const;
  const contract: Contract = { task: 'regression', target: 'y', classes: [], features: [x, { ...x, name: 'z' }] };
  const spec = { store: 'buffer', maxRows: rows, maxAge: '24h', sample: 1 } as const;
  const capture = createCapture({ contract, spec, now: Date.now, random: () => 0, series: 'a', account: emptyAccount() });
  capture.record({ rows: new Float64Array(2 * rows), predictions: { values: new Float64Array(rows) }, version: 'v1' });
  const monitor = { metadata: { namespace: 'default', name: 'tested' }, spec: { drift: { window: { maxRows: rows, maxAge: '1h' } } } };
  const live = () => ({ capture, state: { monitor } }) as unknown as Live;
  const router = new Router();
  const storeSummary = () => ({ connected: null });
  podRoutes(router, { live, storeSummary, gate: { forRows: openToAll, forStatus: openToAll }, now: Date.now, stalledMilliseconds: 200 });
  const server = createServer(new Koa().use(router.routes()).callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
  const closed = new Promise<void>((resolve) => server.once('connection', (connection) => connection.once('close', () => resolve())));
  socket.pause();
  socket.on('error', () => undefined);
  socket.write('GET /internal/window HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await closed;
  socket.destroy();
  await new Promise((resolve) => server.close(resolve));
});
