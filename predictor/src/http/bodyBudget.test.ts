import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { startTestPredictor, until } from '../testPredictor.ts';
import { type BodyBudget, createBodyBudget } from './bodyBudget.ts';

function share(budget: BodyBudget, expected?: number) {
  const opened = budget.open(expected);
  if (opened === undefined) throw new Error('the budget is full');
  return opened;
}

test('bodies hold what the budget has together, and a single one is held whatever its size', () => {
  const budget = createBodyBudget(100);
  const [one, other] = [share(budget), share(budget)];
  expect([one.take(60), other.take(40), other.take(1)]).toEqual([true, true, false]);
  one.release();
  expect([other.take(60), one.take(1)]).toEqual([true, false]);
  other.release();
  expect([one.take(500), one.take(500), other.take(1)]).toEqual([true, true, false]);
});

test('a body that does not fit beside what is held is refused before its bytes come', () => {
  const budget = createBodyBudget(100);
  const one = share(budget, 500);
  one.take(60);
  expect([budget.open(40), budget.open(41)]).toEqual([expect.anything(), undefined]);
  one.release();
  expect(budget.open(500)).toBeDefined();
});

test('few refused bodies are read to their end at a time', () => {
  const budget = createBodyBudget();
  const ends = Array.from({ length: 33 }, () => budget.drop());
  expect(ends.filter((end) => end === undefined)).toHaveLength(1);
  ends[0]?.();
  expect(budget.drop()).toBeDefined();
});

/** A request whose body lacks its last byte. */
async function sendHalf(port: number, bytes: number): Promise<{ readonly socket: Socket; readonly text: () => string }> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk: Buffer) => {
    text += chunk.toString();
  });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  socket.write(`POST /predict HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${bytes + 1}\r\n\r\n`);
  socket.write(Buffer.alloc(bytes, ' '));
  return { socket, text: () => text };
}

test('beyond it bodies get 503 and when to send them again, single rows are predicted, and all is well when the others are gone', async () => {
  const predictor = await startTestPredictor();
  const { port } = predictor.running;
  const held = await Promise.all(Array.from({ length: 40 }, () => sendHalf(port, 1_000_000)));
  await until(() => held.filter(({ text }) => text() !== '').length >= 24);
  const answers = held.map(({ text }) => text()).filter((text) => text !== '');
  for (const answer of answers) expect(answer).toMatch(/^HTTP\/1.1 503 [\s\S]*Retry-After: 1\r\n[\s\S]*Connection: close\r\n/);
  // 16 of them are within the 16 MiB.
  expect(answers).toHaveLength(24);
  expect((await predictor.predict([1, 'clay', 1])).status).toBe(200);
  const large = { features: [1, 'clay', 1], id: 'a', padding: ' '.repeat(900_000) };
  expect((await predictor.post('/predict', large)).status).toBe(503);
  for (const { socket } of held) socket.destroy();
  await until(async () => (await predictor.post('/predict', large)).status !== 503);
  await predictor.close();
});

test('packed bodies count with their unpacked size while they are answered', async () => {
  const predictor = await startTestPredictor();
  const rows = Array.from({ length: 9000 }, () => `[1,"clay",1]${' '.repeat(90)}`).join(',');
  const body = gzipSync(`{"instances":[${rows}]}`);
  expect(body.length).toBeLessThan(8 * 1024);
  const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' };
  const send = () => predictor.send({ method: 'POST', path: '/predict/batch', body, headers });
  const statuses = (await Promise.all(Array.from({ length: 60 }, send))).map(({ status }) => status);
  expect(new Set(statuses)).toContain(503);
  expect((await send()).status).not.toBe(503);
  await predictor.close();
});
