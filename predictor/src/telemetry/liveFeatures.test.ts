import { psi, randomFromSeed } from '@modelmonitor/stats';
import type { ReferenceBins, Table } from '@modelmonitor/tables';
import { referenceBins } from '@modelmonitor/tables/bins';
import type { Contract } from '../contract/contract.ts';
import { createLiveFeatures, mostLiveFeatures } from './liveFeatures.ts';
import type { Sample } from './tally.ts';

const x = { name: 'x', type: 'numeric', optional: true, unseen: 'capture', minimum: 0, maximum: 9, categories: [] } as const;
const soil = { ...x, name: 'soil', type: 'categorical', categories: ['loam', 'clay', 'sand'] } as const;
const contract: Contract = { task: 'regression', target: 'y', classes: [], features: [x, soil] };
const bins: ReferenceBins = {
  features: {
    x: { kind: 'numeric', edges: [10, 20], labels: ['-Inf..10', '10..20', '20..+Inf', 'missing'], ratios: [0.2, 0.3, 0.4, 0.1] },
    soil: { kind: 'categorical', categories: ['sand', 'clay'], labels: ['sand', 'clay', 'other', 'missing'], ratios: [0.5, 0.5, 0, 0] },
  },
  prediction: null,
};

function countsOf(samples: Iterable<Sample>, feature: string): Record<string, number> {
  return Object.fromEntries(
    [...samples].filter(({ labels }) => labels['feature'] === feature).map(({ labels, value }) => [labels['bin'], value]),
  );
}

test('values are counted by the bins of the reference: an edge belongs below, other categories and missing values have a bin', () => {
  const live = createLiveFeatures(contract, bins, []);
  live.count(Float64Array.of(10, 2, 10.1, 1, 20, 0, 99, Number.NaN, Number.NaN, 2, -5, 2));
  expect(countsOf(live.counts(), 'x')).toEqual({ '-Inf..10': 2, '10..20': 2, '20..+Inf': 1, missing: 1 });
  expect(countsOf(live.counts(), 'soil')).toEqual({ sand: 3, clay: 1, other: 1, missing: 1 });
  expect(countsOf(live.ratios(), 'soil')).toEqual({ sand: 0.5, clay: 0.5, other: 0, missing: 0 });
  expect(live.notCounted).toBe(0);
});

test.each([
  { name: 'redacted', features: [x, soil], redact: ['x'], notCounted: 1 },
  { name: 'unknown to the reference', features: [x, { ...x, name: 'new' }], redact: [], notCounted: 1 },
  { name: 'named like a property of every object', features: [x, { ...x, name: 'constructor' }], redact: [], notCounted: 1 },
])('a feature that is $name has no series and is counted as left out', ({ features, redact, notCounted }) => {
  const live = createLiveFeatures({ ...contract, features }, bins, redact);
  live.count(Float64Array.of(1, 1));
  expect(live.notCounted).toBe(notCounted);
  expect(new Set([...live.counts(), ...live.ratios()].map(({ labels }) => labels['feature'])).size).toBe(1);
});

test('at most a hundred features have series, the others are counted', () => {
  const features = Array.from({ length: 140 }, (_, index) => ({ ...x, name: `x${index}` }));
  const known = Object.fromEntries(features.map(({ name }) => [name, bins.features['x'] as ReferenceBins['features'][string]]));
  const live = createLiveFeatures({ ...contract, features }, { features: known, prediction: null }, []);
  live.count(new Float64Array(280));
  const names = new Set([...live.counts()].map(({ labels }) => labels['feature']));
  expect([names.size, live.notCounted]).toEqual([mostLiveFeatures, 40]);
  expect(countsOf(live.counts(), 'x99')).toMatchObject({ '-Inf..10': 2 });
});

test('PSI computed from the counters equals that of the statistics for the same rows', () => {
  const random = randomFromSeed(3);
  const column = (rows: number, shift: number) => Float64Array.from({ length: rows }, () => shift + random() * 30);
  const reference: Table = { rows: 500, columns: [{ name: 'x', type: 'numeric', values: column(500, 2) }] };
  const traffic = column(2000, 0);
  const known = referenceBins(reference, ['x']);
  const live = createLiveFeatures({ ...contract, features: [x] }, known, []);
  for (let row = 0; row < traffic.length; row += 100) live.count(traffic.subarray(row, row + 100));
  const counts = [...live.counts()].map(({ value }) => value);
  const ratios = [...live.ratios()].map(({ value }) => value);
  expect(ratios.reduce((sum, ratio) => sum + ratio, 0)).toBeCloseTo(1, 12);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(2000);
  const edges = known.features['x']?.kind === 'numeric' ? known.features['x'].edges : [];
  const share = (values: Float64Array) => {
    const inBin = (bin: number) =>
      values.filter((value) => value > (edges[bin - 1] ?? -Infinity) && value <= (edges[bin] ?? Infinity)).length;
    return Array.from({ length: edges.length + 1 }, (_, bin) => inBin(bin) / values.length);
  };
  const direct = psi(share(reference.columns[0]?.values as Float64Array), share(traffic));
  // Neither side misses a value: the last bin is empty on both and adds nothing.
  expect([counts.at(-1), ratios.at(-1)]).toEqual([0, 0]);
  const scraped = psi(
    ratios.slice(0, -1),
    counts.slice(0, -1).map((count) => count / 2000),
  );
  expect(scraped).toBeCloseTo(direct, 12);
  expect(scraped).toBeGreaterThan(0.05);
});
