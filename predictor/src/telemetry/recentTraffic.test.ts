import { createRecentTraffic } from './recentTraffic.ts';

function trafficAt(start = 1000.25) {
  const clock = { seconds: start };
  return { clock, recent: createRecentTraffic(() => clock.seconds) };
}

test('without a request quantiles are null, not zero', () => {
  const { recent } = trafficAt();
  expect(recent.summary()).toMatchObject({ requests: 0, errors: 0, perSecond: 0, p50: null, p95: null, p99: null });
});

test('counts requests and errors', () => {
  const { recent } = trafficAt();
  recent.add({ seconds: 0.01, failed: false });
  recent.add({ seconds: 0.01, failed: false });
  recent.add({ seconds: 0.01, failed: true });
  expect(recent.summary()).toMatchObject({ requests: 3, errors: 1 });
});

test('drops each second after five minutes', () => {
  const { clock, recent } = trafficAt(1000);
  recent.add({ seconds: 0.01, failed: true });
  clock.seconds = 1299.9;
  expect(recent.summary()).toMatchObject({ requests: 1, errors: 1 });
  clock.seconds = 1300;
  expect(recent.summary()).toMatchObject({ requests: 0, errors: 0, p50: null });
});

test('a pause longer than the window drops everything, whatever slot it ends in', () => {
  const { clock, recent } = trafficAt(0);
  for (; clock.seconds < 299; clock.seconds++) recent.add({ seconds: 0.01, failed: false });
  clock.seconds += 12_345.6;
  recent.add({ seconds: 2, failed: false });
  expect(recent.summary()).toMatchObject({ requests: 1, p50: expect.closeTo(2, 0.1) });
});

test('requests per second use the seconds that have passed', () => {
  const { clock, recent } = trafficAt(1000);
  for (let request = 0; request < 100; request++) recent.add({ seconds: 0.01, failed: false });
  clock.seconds = 1010;
  expect(recent.summary().perSecond).toBe(10);
  clock.seconds = 1199;
  expect(recent.summary().perSecond).toBeCloseTo(100 / 199, 12);
});

test('quantiles are within 5 % of the exact ones', () => {
  const { recent } = trafficAt();
  // 1 ms to 1 s in steps of 1 ms: the exact quantiles are 0.5, 0.95 and 0.99 s.
  for (let milliseconds = 1; milliseconds <= 1000; milliseconds++) recent.add({ seconds: milliseconds / 1000, failed: false });
  const { p50, p95, p99 } = recent.summary();
  for (const [got, exact] of [
    [p50, 0.5],
    [p95, 0.95],
    [p99, 0.99],
  ] as const)
    expect(Math.abs((got as number) / exact - 1)).toBeLessThan(0.05);
});

test.each([
  { name: 'no time at all', seconds: 0 },
  { name: 'a negative time', seconds: -1 },
  { name: 'not a number', seconds: Number.NaN },
  { name: 'an hour', seconds: 3600 },
])('a latency of $name is counted without an error', ({ seconds }) => {
  const { recent } = trafficAt();
  recent.add({ seconds, failed: false });
  expect(recent.summary().requests).toBe(1);
  expect(Number.isFinite(recent.summary().p99)).toBe(true);
});

test('the timeline has a point for every five seconds, the newest last', () => {
  const { clock, recent } = trafficAt(1000);
  recent.add({ seconds: 0.01, failed: false });
  clock.seconds = 1007;
  recent.add({ seconds: 0.01, failed: true });
  recent.add({ seconds: 0.01, failed: false });
  const { stepSeconds, requests, errors } = recent.summary().timeline;
  expect(stepSeconds * requests.length).toBe(300);
  expect(requests.slice(-2)).toEqual([1, 2]);
  expect(errors.slice(-2)).toEqual([0, 1]);
});
