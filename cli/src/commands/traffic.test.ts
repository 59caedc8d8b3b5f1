import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const cwd = mkdtempSync(join(tmpdir(), 'traffic-'));
writeFileSync(join(cwd, 'data.csv'), 'alcohol,hue,colour,kind\n1,10.5,red,0\n2,20.5,white,1\n3,30.5,,1\n');
writeFileSync(join(cwd, 'password'), 'lovelace\n');
writeFileSync(join(cwd, 'token'), 'secret-token\n');

interface Received {
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** A server that records requests and sends a given response. */
async function serving(respond: RequestListener) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    received.push({ headers: request.headers, body: await text(request) });
    respond(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/predict`;
  return { url, received, close: () => new Promise((resolve) => server.close(resolve)) };
}

const ok: RequestListener = (_request, response) => void response.end('{}');

async function traffic(args: readonly string[], overrides: Parameters<typeof recordingContext>[0] = {}) {
  const { context, stdout, stderr } = recordingContext({ cwd, ...overrides });
  const code = await runCommand(
    ['traffic', '--data', 'data.csv', ...(args.includes('--rate') ? [] : ['--rate', '2000']), ...args],
    context,
  );
  return { code, stdout: stdout(), stderr: stderr() };
}

test('sends the rows of the file by name, without excluded columns, with shifts', async () => {
  const server = await serving(ok);
  const { code, stdout, stderr } = await traffic([
    '--url',
    server.url,
    '--exclude',
    'kind',
    '--shift',
    'alcohol=+1sd,hue=-10%',
    '--count',
    '60',
  ]);
  await server.close();
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect([...new Set(server.received.map(({ body }) => body))].sort()).toEqual([
    '{"features":{"alcohol":2,"hue":9.450000000000001,"colour":"red"}}',
    '{"features":{"alcohol":3,"hue":18.45,"colour":"white"}}',
    '{"features":{"alcohol":4,"hue":27.45,"colour":null}}',
  ]);
  expect(stdout).toMatch(
    /^response {2}requests {4}share {2}first message\n200 {13}60 {2}100.0 %\n\n60 requests in .* s \(.*\/s\), all answered\n/,
  );
  expect(stdout).toMatch(/\nlatency in ms: p50 [\d.]+ {3}p95 [\d.]+ {3}p99 [\d.]+ {3}max [\d.]+\n$/);
});

test('whole numbers are sent as numbers, or as text for categorical columns', async () => {
  const server = await serving(ok);
  await traffic(['--url', server.url, '--columns', 'kind', '--count', '20']);
  await traffic(['--url', server.url, '--columns', 'kind', '--count', '20', '--types', 'kind=categorical']);
  await server.close();
  const kinds = server.received.map(({ body }) => JSON.parse(body).features.kind);
  expect(new Set(kinds.slice(0, 20))).toEqual(new Set([0, 1]));
  expect(new Set(kinds.slice(20))).toEqual(new Set(['0', '1']));
});

test('without a bound it sends as many requests as the file has rows', async () => {
  const server = await serving(ok);
  await traffic(['--url', server.url]);
  await server.close();
  expect(server.received).toHaveLength(3);
});

test('errors are counted by status, with the message of the first', async () => {
  const server = await serving((_request, response) => {
    response.writeHead(422, { 'content-type': 'application/problem+json' });
    response.end('{"title":"wrong","detail":"feature hue is missing"}');
  });
  const { code, stdout } = await traffic(['--url', server.url, '--count', '5']);
  await server.close();
  expect(code).toBe(0);
  expect(stdout).toContain('422              5  100.0 %  feature hue is missing\n');
});

test('a redirect is not followed, and its outcome names the target', async () => {
  const server = await serving((_request, response) => void response.writeHead(301, { Location: '/v2/predict' }).end());
  const { code, stdout } = await traffic(['--url', server.url, '--count', '5']);
  await server.close();
  expect([code, server.received.length]).toEqual([0, 5]);
  expect(stdout).toContain('301              5  100.0 %  it answered 301, a redirect to /v2/predict; redirects are not followed\n');
});

test('invalid requests are of several kinds', async () => {
  const server = await serving(ok);
  await traffic(['--url', server.url, '--count', '200', '--invalid', '100%']);
  await server.close();
  const contentTypes = new Set(server.received.map(({ headers }) => headers['content-type']));
  expect(contentTypes).toEqual(new Set(['application/json', 'text/plain']));
  expect(server.received.some(({ body }) => body === '')).toBe(true);
  expect(server.received.some(({ body }) => body.includes('no such feature'))).toBe(true);
});

test.each([
  { name: 'basic', args: ['--user', 'ada', '--password-file', 'password'], expected: `Basic ${btoa('ada:lovelace')}` },
  { name: 'bearer', args: ['--token-file', 'token'], expected: 'Bearer secret-token' },
])('$name credentials and other headers are sent', async ({ args, expected }) => {
  const server = await serving(ok);
  await traffic(['--url', server.url, '--count', '1', '--header', 'X-Key: a:b', ...args]);
  await server.close();
  expect(server.received[0]?.headers).toMatchObject({ authorization: expected, 'x-key': 'a:b' });
});

test('without a server the connection is refused', async () => {
  const server = await serving(ok);
  await server.close();
  const { code, stdout } = await traffic(['--url', server.url, '--count', '4']);
  expect(code).toBe(1);
  expect(stdout).toContain('ECONNREFUSED         4  100.0 %  no server is listening at this address\n');
  expect(stdout).toContain(', no response\n');
});

test('timeouts and closed connections are counted', async () => {
  const silent = await serving(() => undefined);
  const late = await traffic(['--url', silent.url, '--count', '2', '--timeout', '50ms']);
  await silent.close();
  expect(late.stdout).toContain('ETIMEDOUT         2  100.0 %  no response in time\n');
  const rude = await serving((request) => request.socket.destroy());
  const { stdout } = await traffic(['--url', rude.url, '--count', '2']);
  await rude.close();
  expect(stdout).toContain('ECONNRESET         2');
});

test('at most the given number of requests is concurrent, and waiting counts as latency', async () => {
  let [underway, most] = [0, 0];
  const server = await serving((_request, response) => {
    most = Math.max(most, ++underway);
    setTimeout(() => {
      underway--;
      response.end('{}');
    }, 20);
  });
  const { stdout } = await traffic(['--url', server.url, '--count', '20', '--concurrency', '2']);
  await server.close();
  expect(most).toBeLessThanOrEqual(2);
  // 20 requests due at once, two at a time, 20 ms each: the last waits about 200 ms.
  expect(Number(/max ([\d.]+)/.exec(stdout)?.[1])).toBeGreaterThan(150);
});

test('an interruption ends the sending and prints the summary', async () => {
  const controller = new AbortController();
  const server = await serving((_request, response) => {
    response.end('{}');
    controller.abort();
  });
  const { code, stdout } = await traffic(['--url', server.url, '--count', '100000', '--rate', '100'], { signal: controller.signal });
  await server.close();
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n\d+ requests? in /);
});

test('an interruption does not wait for a server that does not respond', async () => {
  const controller = new AbortController();
  const server = await serving(() => controller.abort());
  const { code, stdout } = await traffic(['--url', server.url, '--count', '100', '--concurrency', '1'], { signal: controller.signal });
  await server.close();
  expect({ code, stdout }).toEqual({ code: 1, stdout: 'no response\n' });
});

test('a duration limits the sending', async () => {
  const server = await serving(ok);
  const { code } = await traffic(['--url', server.url, '--duration', '200ms', '--rate', '100']);
  await server.close();
  expect(code).toBe(0);
  // Poisson with mean 20
  expect(server.received.length).toBeGreaterThan(2);
  expect(server.received.length).toBeLessThan(60);
});

test.each([
  { args: ['--labels', 'kindd'], code: 1, says: '--labels: data.csv has no column "kindd"; did you mean kind?' },
  { args: ['--exclude', 'kindd'], code: 1, says: '--exclude: data.csv has no column "kindd"; did you mean kind?' },
  { args: ['--shift', 'colour=+1sd'], code: 1, says: '--shift: expected a numeric column, got "colour" of data.csv, which contains text' },
  { args: ['--shift', 'alcohol=2sd'], code: 2, says: '--shift: for alcohol expected a shift with its sign' },
  { args: ['--user', 'ada'], code: 2, says: '--user and --password-file must be given together' },
  { args: ['--token-file', 'nowhere'], code: 1, says: 'nowhere could not be read' },
  { args: ['--header', 'X'], code: 2, says: '--header: expected NAME:VALUE, got "X"' },
  { args: ['--invalid', '5'], code: 2, says: '--invalid: expected a share from 0% to 100%' },
  { args: ['--columns', 'kind', '--exclude', 'kind'], code: 1, says: 'no column of data.csv is left to send' },
])('$args: $says', async ({ args, code, says }) => {
  const { stderr, code: actual } = await traffic(['--url', 'http://127.0.0.1:1/predict', ...args]);
  expect({ code: actual, said: stderr.includes(says) ? says : stderr }).toEqual({ code, said: says });
});

test.each(['127.0.0.1:8000', 'ftp://host/', 'http://user:word@host/'])('the address %p is rejected', async (url) => {
  expect((await traffic(['--url', url])).code).toBe(2);
});
