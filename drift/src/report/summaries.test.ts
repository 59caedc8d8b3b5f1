import { categoricalSummaries } from './categoricalSummaries.ts';
import { numericSummaries } from './numericSummaries.ts';

const ramp = (rows: number, from = 0) => Float64Array.from({ length: rows }, (_, index) => from + index / rows);
const total = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);
const none = new Float64Array();

test('numeric histograms of both sides share their bins, as many as Sturges asks for', () => {
  const { reference, current } = numericSummaries(ramp(1000), ramp(500, 3));
  expect(reference.histogram.edges).toEqual(current.histogram.edges);
  expect(reference.histogram.counts).toHaveLength(Math.ceil(Math.log2(1500) + 1));
  expect([total(reference.histogram.counts), total(current.histogram.counts)]).toEqual([1000, 500]);
});

test('many rows have no more than 20 bins', () => {
  expect(numericSummaries(ramp(2 ** 20), none).reference.histogram.counts).toHaveLength(20);
});

test('a side without values has no figures and an empty histogram', () => {
  const { reference, current } = numericSummaries(ramp(4), none);
  expect(current).toMatchObject({ rows: 0, mean: null, median: null, maximum: null });
  expect(total(current.histogram.counts)).toBe(0);
  expect(reference).toMatchObject({ rows: 4, mean: 0.375, minimum: 0, maximum: 0.75 });
  expect(numericSummaries(none, none).reference.histogram).toEqual({ edges: [], counts: [] });
});

test.each([
  { name: 'a small constant', values: [3, 3] },
  { name: 'a large constant', values: [1e300] },
  { name: 'neighbouring doubles', values: [1, 1 + Number.EPSILON] },
  { name: 'the smallest doubles', values: [0, Number.MIN_VALUE] },
  { name: 'the largest doubles', values: [-Number.MAX_VALUE, Number.MAX_VALUE] },
  { name: 'the largest constant', values: [Number.MAX_VALUE] },
])('a histogram of $name has finite edges that rise, and holds every row', ({ values }) => {
  const { edges, counts } = numericSummaries(Float64Array.from(values), none).reference.histogram;
  expect(edges.every((edge, index) => Number.isFinite(edge) && (index === 0 || edge > (edges[index - 1] as number)))).toBe(true);
  expect(total(counts)).toBe(values.length);
});

test('categorical histograms share the 20 categories most frequent on both sides together', () => {
  const many = Array.from({ length: 40 }, (_, index): [string, number] => [`k${index}`, index === 7 ? 962 : 1]);
  const { reference, current } = categoricalSummaries(new Map(many), new Map([['new', 500]]));
  expect(reference.histogram.values.slice(0, 3)).toEqual(['k7', 'new', 'k0']);
  expect(current.histogram.values).toEqual(reference.histogram.values);
  expect(reference).toMatchObject({ rows: 1001, distinct: 40, histogram: { other: 21 } });
  expect(current).toMatchObject({ rows: 500, distinct: 1, histogram: { other: 0 } });
});
