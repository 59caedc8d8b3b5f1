import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const cwd = mkdtempSync(join(tmpdir(), 'labels-'));
writeFileSync(join(cwd, 'data.csv'), 'alcohol,kind\n1,0\n2,1\n3,1\n');

/** A server that records the bodies of requests and sends a given response. */
async function serving(respond: RequestListener) {
  const received: string[] = [];
  const server = createServer(async (request, response) => {
    received.push(await text(request));
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/predict`;
  return { url, received, close: () => new Promise((resolve) => server.close(resolve)) };
}

async function traffic(args: readonly string[]) {
  const { context, stdout, stderr } = recordingContext({ cwd });
  const code = await runCommand(['traffic', '--data', 'data.csv', '--rate', '2000', ...args], context);
  return { code, stdout: stdout(), stderr: stderr() };
}

test('labels are not sent with the rows, but to /feedback some time after each prediction', async () => {
  const predicted = new Map<string, number>();
  const delivered: number[] = [];
  const server = await serving((request, response) => {
    if (request.url === '/feedback?x=1') {
      delivered.push(performance.now());
      return void response.end('{"received":1,"joined":1}');
    }
    const id = `id-${predicted.size}`;
    predicted.set(id, performance.now());
    response.end(JSON.stringify({ prediction: 'class_0', id }));
  });
  const { code, stdout, stderr } = await traffic(
    [
      ['--url', `${server.url}?x=1`],
      ['--labels', 'kind', '--label-delay', '300ms'],
      ['--count', '50'],
    ].flat(),
  );
  await server.close();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const [rows, labels] = [
    server.received.filter((body) => body.includes('features')),
    server.received.filter((body) => body.startsWith('[')),
  ];
  expect(rows).toHaveLength(50);
  expect(rows.some((body) => body.includes('kind'))).toBe(false);
  const sent = labels.flatMap((body) => JSON.parse(body) as { id: string; actual: unknown }[]);
  expect(sent.map(({ id }) => id).sort()).toEqual([...predicted.keys()].sort());
  expect([...new Set(sent.map(({ actual }) => actual))].sort()).toEqual([0, 1]);
  expect((delivered[0] ?? 0) - Math.min(...predicted.values())).toBeGreaterThan(299);
  expect(stdout).toContain(`labels: 50 sent, ${labels.length} joined\n`);
});

test('labels that are refused are counted with the reason', async () => {
  const server = await serving((request, response) => {
    if (request.url === '/predict') return void response.end('{"id":"a"}');
    response.writeHead(404).end('there is no feedback');
  });
  const { stdout } = await traffic(['--url', server.url, '--labels', 'kind', '--label-delay', '10ms', '--count', '3']);
  await server.close();
  expect(stdout).toContain('labels: 3 sent, 0 joined, 3 failed: 404 there is no feedback\n');
});

test('labels need an address whose path ends with /predict', async () => {
  const { code, stderr } = await traffic(['--url', 'http://127.0.0.1:1/v2/models/wine/infer', '--labels', 'kind']);
  expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('--labels: expected a --url that ends with /predict') });
});
