import fc from 'fast-check';
import { trafficSplit } from './trafficSplit.ts';

type Weights = Readonly<Record<string, number>>;

function splitOf(weights: Weights) {
  const split = trafficSplit(new Map(Object.entries(weights)));
  if (split === undefined) throw new Error('a split was expected');
  return split;
}

function countsOf(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}

const answering = (weights: Weights) => Object.fromEntries(Object.entries(weights).filter(([, weight]) => weight > 0));

/** Weights of one to five versions that sum to 100. */
const hundred = fc.array(fc.nat(100), { maxLength: 4 }).map((cuts): Weights => {
  const edges = [0, ...cuts.toSorted((a, b) => a - b), 100];
  return Object.fromEntries(edges.slice(1).map((edge, index) => [`v${index}`, edge - (edges[index] ?? 0)]));
});

test('every run of 100 requests holds each version exactly as often as its weight, wherever it starts', () => {
  fc.assert(
    fc.property(hundred, (weights) => {
      const split = splitOf(weights);
      const names = Array.from({ length: 250 }, () => split.next());
      for (let start = 0; start <= 150; start++) expect(countsOf(names.slice(start, start + 100))).toEqual(answering(weights));
    }),
    { numRuns: 30 },
  );
});

// nginx's own example of smooth weighted balancing: weights 5, 1, 1 give a a b a c a a.
test('versions are interleaved', () => {
  const split = splitOf({ a: 5, b: 1, c: 1 });
  expect(Array.from({ length: 7 }, () => split.next()).join('')).toBe('aabacaa');
});

test.each([
  { name: 'no version', weights: {} },
  { name: 'versions without weight only', weights: { v1: 0, v2: 0 } },
])('$name splits nothing', ({ weights }) => {
  expect(trafficSplit(new Map(Object.entries(weights)))).toBeUndefined();
});

const keys = Array.from({ length: 20_000 }, (_, index) => `customer-${index}`);
const stuck = (weights: Weights) => keys.map(splitOf(weights).sticky);

test.each([
  { v1: 80, v2: 20 },
  { v1: 1, v2: 99 },
  { stable: 50, canary: 30, c: 20 },
  { v1: 10, v2: 10, v3: 10, v4: 10, v5: 10, v6: 10, v7: 10, v8: 10, v9: 10, v10: 10 },
])('keys spread by the weights %j', (weights: Weights) => {
  const counts = countsOf(stuck(weights));
  // Five standard deviations of a binomial count of 20,000.
  for (const [name, weight] of Object.entries(weights)) {
    const share = weight / 100;
    expect(Math.abs((counts[name] ?? 0) - keys.length * share)).toBeLessThan(5 * Math.sqrt(keys.length * share * (1 - share)));
  }
});

test('a key stays with its version whatever the other requests, and in another process', () => {
  const split = splitOf({ v1: 50, v2: 50 });
  const before = keys.slice(0, 100).map(split.sticky);
  for (let request = 0; request < 37; request++) split.next();
  expect(keys.slice(0, 100).map(split.sticky)).toEqual(before);
  expect(keys.slice(0, 100).map(splitOf({ v2: 50, v1: 50 }).sticky)).toEqual(before);
});

test.each([
  { name: 'weight moves from one version to another', from: { v1: 80, v2: 20 }, to: { v1: 75, v2: 25 }, to_: ['v2'], from_: ['v1'] },
  { name: 'a version of three fails', from: { v1: 50, v2: 30, v3: 20 }, to: { v1: 50, v2: 30 }, from_: ['v3'], to_: ['v1', 'v2'] },
  { name: 'a version comes', from: { v1: 100 }, to: { v1: 90, v2: 10 }, from_: ['v1'], to_: ['v2'] },
])('when $name, only the necessary keys move', ({ from, to, from_: losers, to_: winners }) => {
  const before = stuck(from);
  const moved = stuck(to).flatMap((name, index) => (name === before[index] ? [] : [{ from: before[index], to: name }]));
  expect(moved.filter((move) => !losers.includes(move.from ?? '') || !winners.includes(move.to))).toEqual([]);
  expect(moved.length).toBeGreaterThan(0);
  expect(moved.length / keys.length).toBeLessThan(0.22);
});
