import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { recordingContext } from '../recordingContext.ts';
import { runCommand } from '../runCommand.ts';

const cwd = mkdtempSync(join(tmpdir(), 'feedback-'));
writeFileSync(join(cwd, 'labels.csv'), 'order,returned\na-1,yes\na-2,no\na-3,\n007,yes\n');
writeFileSync(join(cwd, 'values.ndjson'), '{"id":"a-1","actual":2.5}\n\n{"id":"a-2","actual":"3"}\n');
writeFileSync(join(cwd, 'values.jsonl.gz'), gzipSync('{"id":"b","actual":null}\n'));
writeFileSync(join(cwd, 'bad.ndjson'), '{"id":"a-1","actual":2.5}\n{"id":"a-2"}\n');
writeFileSync(join(cwd, 'token'), 'secret-token\n');
writeFileSync(join(cwd, 'many.csv'), `id,actual\n${Array.from({ length: 12_000 }, (_, row) => `r${row},${row % 2}\n`).join('')}`);

type Respond = (labels: readonly { id: string; actual: unknown }[], request: number) => readonly [status: number, body: unknown];

/** A server that joins all labels but those of ids with `x`. */
const joining: Respond = (labels) => {
  const unknown = labels.filter(({ id }) => id.includes('x')).map(({ id }) => id);
  const missing = labels.filter(({ actual }) => actual === null).length;
  return [200, { received: labels.length, joined: labels.length - unknown.length - missing, changed: 0, missing, unknown }];
};

async function feedback(args: readonly string[], respond: Respond = joining) {
  const received: { id: string; actual: unknown }[][] = [];
  const requests: { authorization: string | undefined; type: string | undefined; path: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    const labels = (await text(request))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    requests.push({ authorization: request.headers.authorization, type: request.headers['content-type'], path: request.url });
    received.push(labels);
    const [status, body] = respond(labels, received.length);
    response.writeHead(status).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/feedback`;
  const { context, stdout, stderr } = recordingContext({ cwd });
  const code = await runCommand(['feedback', '--url', url, ...args], context);
  await new Promise((resolve) => server.close(resolve));
  return { code, stdout: stdout(), stderr: stderr(), received, requests };
}

test('sends ids as they are written and labels as text, with credentials', async () => {
  const { code, stdout, received, requests } = await feedback([
    ...['--data', 'labels.csv', '--id', 'order', '--actual', 'returned', '--token-file', 'token'],
  ]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: '4 labels sent: 3 joined; 1 without a value\n' });
  expect(received.flat()).toEqual([
    { id: 'a-1', actual: 'yes' },
    { id: 'a-2', actual: 'no' },
    { id: 'a-3', actual: null },
    { id: '007', actual: 'yes' },
  ]);
  expect(requests).toEqual([{ authorization: 'Bearer secret-token', type: 'application/x-ndjson', path: '/feedback' }]);
});

test('reads lines of JSON, also gzipped', async () => {
  const { stdout, received } = await feedback(['--data', 'values.ndjson', '--data', 'values.jsonl.gz']);
  expect(stdout).toBe('3 labels sent: 2 joined; 1 without a value\n');
  expect(received.flat().map(({ actual }) => actual)).toEqual([2.5, '3', null]);
});

test('sends large files in order, in several requests, and repeats those that the server could not take', async () => {
  const { code, stdout, received } = await feedback(['--data', 'many.csv'], (labels, request) =>
    request === 2 ? [503, { title: 'the store is away' }] : joining(labels, request),
  );
  expect({ code, stdout }).toEqual({ code: 0, stdout: '12,000 labels sent: 12,000 joined\n' });
  const [first = [], failed = [], ...others] = received;
  expect(others[0]).toEqual(failed);
  expect([first, ...others].flat().map(({ id }) => id)).toEqual(Array.from({ length: 12_000 }, (_, row) => `r${row}`));
});

test('names the row that the server refused, and how to continue', async () => {
  const { code, stderr, received } = await feedback(['--data', 'many.csv'], (labels, request) =>
    request === 2 ? [422, { detail: 'line 3, field actual: expected one of a, b, got "1"' }] : joining(labels, request),
  );
  const first = received[0]?.length ?? 0;
  expect(code).toBe(1);
  expect(stderr).toBe(
    `modelmonitor feedback: the server did not take the labels: 422: row ${first + 3}, field actual: expected one of a, b, got "1"; continue with --skip ${first}\n`,
  );
  const rest = await feedback(['--data', 'many.csv', '--skip', String(first + 5)]);
  expect(rest.received.flat()[0]).toEqual({ id: `r${first + 5}`, actual: String((first + 5) % 2) });
});

test('a line of any length is refused before it is in memory', async () => {
  writeFileSync(join(cwd, 'long.ndjson.gz'), gzipSync(Buffer.alloc(20_000_000, 'x')));
  const { code, stderr } = await feedback(['--data', 'long.ndjson.gz']);
  expect([code, stderr]).toEqual([
    1,
    'modelmonitor feedback: long.ndjson.gz: expected lines of at most 1000000 characters, got a longer one\n',
  ]);
});

test('lists the first ids without a prediction', async () => {
  writeFileSync(join(cwd, 'unknown.csv'), 'id,actual\nx1,1\nx2,1\nx3,1\nx4,1\nb,1\n');
  const { stdout } = await feedback(['--data', 'unknown.csv']);
  expect(stdout).toBe('5 labels sent: 1 joined; 4 of unknown predictions (x1, x2, x3, …)\n');
});

test.each([
  { args: ['--data', 'labels.csv'], says: '--id: labels.csv has no column "id"' },
  { args: ['--data', 'bad.ndjson'], says: 'bad.ndjson: row 2: expected a member "actual", got id' },
  {
    args: ['--data', 'values.ndjson', '--data', 'labels.csv'],
    says: '--data: expected files of one format, got values.ndjson beside labels.csv',
  },
  { args: ['--data', 'none.ndjson'], says: 'none.ndjson could not be read' },
])('$args: $says', async ({ args, says }) => {
  const { code, stderr } = await feedback(args);
  expect(code).toBe(1);
  expect(stderr).toContain(says);
});
