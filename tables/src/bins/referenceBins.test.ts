import { assignBin } from '@modelmonitor/stats';
import type { Column, Table } from '../table.ts';
import { referenceBins } from './referenceBins.ts';

const table = (...columns: Column[]): Table => ({ rows: columns[0]?.values.length ?? 0, columns });
const numeric = (name: string, values: number[]): Column => ({ name, type: 'numeric', values: Float64Array.from(values) });
const categorical = (name: string, values: (string | null)[]): Column => ({ name, type: 'categorical', values });

const oneTo = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

test('a numeric feature is cut at its deciles, each bin with a tenth of the reference', () => {
  const bins = referenceBins(table(numeric('x', oneTo(100))), ['x']).features['x'];
  expect(bins).toMatchObject({ kind: 'numeric', edges: [10.9, 20.8, 30.7, 40.6, 50.5, 60.4, 70.3, 80.2, 90.1] });
  expect(bins?.labels).toEqual([
    '-Inf..10.9',
    '10.9..20.8',
    '20.8..30.7',
    '30.7..40.6',
    '40.6..50.5',
    '50.5..60.4',
    '60.4..70.3',
    '70.3..80.2',
    '80.2..90.1',
    '90.1..+Inf',
    'missing',
  ]);
  expect(bins?.ratios).toEqual([...new Array(10).fill(0.1), 0]);
});

test('a value equal to an edge belongs to the bin below it, as live traffic is counted', () => {
  const bins = referenceBins(table(numeric('x', [0, 0, 0, 1, 1])), ['x']).features['x'];
  expect(bins).toEqual({ kind: 'numeric', edges: [0], labels: ['-Inf..0', '0..+Inf', 'missing'], ratios: [0.6, 0.4, 0] });
  expect([assignBin([0], 0), assignBin([0], 1)]).toEqual([0, 1]);
});

test.each([
  { name: 'a constant feature has one bin', values: [7, 7], edges: [], ratios: [1, 0] },
  { name: 'missing values have a bin', values: [7, Number.NaN, 7, Number.NaN], edges: [], ratios: [0.5, 0.5] },
  {
    name: 'infinities are in the outer bins',
    values: [1, 2, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY],
    edges: [1.1],
    ratios: [0.5, 0.5, 0],
  },
  { name: 'a feature without a value has one empty bin', values: [Number.NaN], edges: [], ratios: [0, 1] },
])('$name', ({ values, edges, ratios }) => {
  const bins = referenceBins(table(numeric('x', values)), ['x']).features['x'];
  expect(bins).toMatchObject({ edges: edges.map((edge) => expect.closeTo(edge, 12)), ratios });
});

test('a categorical feature has its 50 most frequent categories, the others together, and missing', () => {
  const values = [...oneTo(60).flatMap((index) => [`k${index}`, `k${index}`]), 'k60', null, null];
  const bins = referenceBins(table(categorical('c', values)), ['c']).features['c'];
  expect(bins?.labels).toHaveLength(52);
  expect(bins?.labels.slice(0, 2)).toEqual(['k60', 'k1']);
  expect(bins?.ratios.slice(-2)).toEqual([20 / 123, 2 / 123]);
  expect(bins?.ratios[0]).toBe(3 / 123);
});

test('texts and identifiers are in no bin, since bins are labels of metrics', () => {
  const values = oneTo(60).map((index) => `user${index}@example.org`);
  expect(referenceBins(table(categorical('c', values)), ['c']).features['c']).toEqual({
    kind: 'categorical',
    categories: [],
    labels: ['other', 'missing'],
    ratios: [1, 0],
  });
});

test('categories named like the two collecting bins keep their names', () => {
  const bins = referenceBins(table(categorical('c', ['other', 'missing', '(missing)'])), ['c']).features['c'];
  expect(bins?.labels.slice(-2)).toEqual(['(other)', '((missing))']);
});

test('the prediction has bins when the reference has it, and features it lacks have none', () => {
  const reference = table(numeric('x', [1, 2]), categorical('prediction', ['a', 'b']));
  expect(referenceBins(reference, ['x', 'gone'])).toMatchObject({
    features: { x: { kind: 'numeric' } },
    prediction: { kind: 'categorical', categories: ['a', 'b'] },
  });
  expect(Object.keys(referenceBins(reference, ['x', 'gone']).features)).toEqual(['x']);
  expect(referenceBins(table(numeric('x', [1, 2])), ['x']).prediction).toBeNull();
});
