import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import Koa from 'koa';
import { ProblemError } from '../problem.ts';
import { createTokenBucket, rateLimit, rowLimit } from './rateLimit.ts';

/** Outcomes of taking a token at each of the times. */
function takenAt(times: readonly number[], rate: number): number[] {
  let now = times[0] ?? 0;
  const bucket = createTokenBucket(() => now);
  return times.map((time) => {
    now = time;
    return bucket.take(rate);
  });
}

test.each([
  { name: 'a burst of one second passes, then the wait is reported', times: [0, 0, 0, 0], rate: 2, waits: [0, 0, 0.5, 0.5] },
  { name: 'tokens return at the rate', times: [0, 0, 0.5, 0.5, 1], rate: 2, waits: [0, 0, 0, 0.5, 0] },
  { name: 'a rate below one lets one pass at a time', times: [0, 0, 5, 10], rate: 0.1, waits: [0, 10, 5, 0] },
  { name: 'a quiet hour saves up no more than a burst', times: [0, 3600, 3600, 3600], rate: 2, waits: [0, 0, 0, 0.5] },
])('$name', ({ times, rate, waits }) => {
  const taken = takenAt(times, rate);
  expect(taken).toHaveLength(waits.length);
  waits.forEach((wait, index) => {
    expect(taken[index]).toBeCloseTo(wait, 9);
  });
});

test('over any time no more than burst + rate × time pass, and steady traffic at the rate always passes', () => {
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 1000, noNaN: true }), fc.array(fc.double({ min: 0, max: 2, noNaN: true })), (rate, gaps) => {
      let time = 0;
      const times = gaps.map((gap) => {
        time += gap;
        return time;
      });
      const passed = takenAt([0, ...times], rate).filter((wait) => wait === 0).length;
      expect(passed).toBeLessThanOrEqual(Math.max(1, rate) + rate * time + 1e-6);
      expect(
        takenAt(
          Array.from({ length: 200 }, (_, index) => index / rate),
          rate,
        ),
      ).toEqual(new Array(200).fill(0));
    }),
    { numRuns: 100 },
  );
});

test('the middleware answers 429 with Retry-After in whole seconds, and follows a changed rate', async () => {
  let now = 100;
  let rate: number | undefined = 0.4;
  const app = new Koa();
  app.use(async (context, next) => {
    await Promise.resolve()
      .then(next)
      .catch((error: ProblemError) => {
        context.status = error.status;
        context.set(error.headers);
        context.body = error.message;
      });
  });
  app.use(rateLimit({ requestsPerSecond: () => rate, monotonicSeconds: () => now }));
  app.use((context) => {
    context.body = 'predicted';
  });
  const server = createServer(app.callback());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const call = () => fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/predict`, { method: 'POST' });
  try {
    expect((await call()).status).toBe(200);
    const refused = await call();
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toBe('3');
    expect(await refused.text()).toBe('at most 0.4 prediction requests per second are answered');
    now += 2.5;
    expect((await call()).status).toBe(200);
    rate = undefined;
    expect((await call()).status).toBe(200);
    rate = 100;
    now += 1;
    const answers = await Promise.all(Array.from({ length: 101 }, call));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(1);
  } finally {
    server.close().closeAllConnections();
  }
});

test('the refusal is a problem of the kind too_many_requests', () => {
  const middleware = rateLimit({ requestsPerSecond: () => 1, monotonicSeconds: () => 0 });
  const pass = () => middleware({} as never, () => Promise.resolve());
  pass();
  expect(pass).toThrow(ProblemError);
  expect(pass).toThrow(expect.objectContaining({ kind: 'too_many_requests', headers: { 'Retry-After': '1' } }));
});

test('rows of a batch are counted; one that is larger than a second of rows passes and is owed', () => {
  let now = 0;
  const limit = rowLimit({ rowsPerSecond: () => 100, monotonicSeconds: () => now });
  const waitOf = (rows: number) => {
    try {
      limit(rows);
      return 0;
    } catch (error) {
      return Number((error as ProblemError).headers['Retry-After']);
    }
  };
  expect([60, 60, 40, 1].map(waitOf)).toEqual([0, 1, 0, 1]);
  now = 1;
  expect([1000, 1].map(waitOf)).toEqual([0, 10]);
  now = 9.9;
  expect(waitOf(1)).toBe(1);
  now = 11;
  expect([100, 1].map(waitOf)).toEqual([0, 1]);
});

test('without a limit any number of rows passes', () => {
  const limit = rowLimit({ rowsPerSecond: () => undefined, monotonicSeconds: () => 0 });
  expect(() => {
    for (let call = 0; call < 100; call++) limit(100_000);
  }).not.toThrow();
});
