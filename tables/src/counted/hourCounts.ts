import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { CountSource, EdgeCounts, NumberRange } from './countSource.ts';
import type { EdgeNumbers } from './edgeList.ts';
import type { HourFeature, HourPlan } from './hourPlan.ts';
import { joinRanges } from './joinRanges.ts';

/** Rows of some time, counted at the edges of a plan. Those of several hours add up. */
export interface HourCounts {
  readonly rows: number;
  /** In the order of the plan. */
  readonly features: readonly FeatureCounts[];
  /** Other numbers of these rows that add up, by name. */
  readonly facts: ReadonlyMap<string, number>;
}

export type FeatureCounts =
  | ({ readonly type: 'numeric'; readonly range: NumberRange } & EdgeCounts)
  /** Undefined counts where there were too many categories. */
  | { readonly type: 'categorical'; readonly missing: number; readonly counts: ReadonlyMap<string, number> | undefined };

/** Categories of an hour at most. */
const MOST_CATEGORIES = 1000;
/** Sums of such numbers are finite. */
const LARGEST_SUMMED = 1e140;
const LARGEST_SUM = 1e290;

/** Counts the rows of a source at the edges of a plan. */
export async function countHour(source: CountSource, plan: HourPlan): Promise<HourCounts> {
  const known = new Set(source.columns.map(({ name }) => name));
  const numeric = plan.features.filter((feature) => feature.type === 'numeric' && known.has(feature.name));
  const ranges = await source.ranges(numeric.map(({ name, shift }) => ({ name, shift })));
  const scales = ranges.map(({ minimum, maximum }) => (Math.max(-minimum, maximum) > LARGEST_SUMMED ? 2 ** 600 : 1));
  const found = await source.countAtEdges(
    numeric.map(({ name, edges, shift }, index) => ({ name, edges, shift, scale: scales[index] as number })),
  );
  const rows = await source.countRows();
  const features: FeatureCounts[] = [];
  for (const feature of plan.features) {
    const index = numeric.indexOf(feature);
    const [range, counts, scale] = [ranges[index], found[index], scales[index] ?? 1];
    if (range !== undefined && counts !== undefined)
      features.push({
        type: 'numeric',
        range,
        ...counts,
        sums: counts.sums.map((sum) => Math.max(-LARGEST_SUM, Math.min(sum * scale, LARGEST_SUM))),
      });
    else if (feature.type === 'numeric') features.push(emptyNumbers(feature, rows));
    else if (known.has(feature.name))
      features.push({ type: 'categorical', ...(await source.countCategories(feature.name, MOST_CATEGORIES)) });
    else features.push({ type: 'categorical', missing: rows, counts: new Map() });
  }
  return { rows, features, facts: new Map() };
}

/** No rows. */
export function emptyHour(plan: HourPlan): HourCounts {
  return {
    rows: 0,
    facts: new Map(),
    features: plan.features.map((feature) =>
      feature.type === 'numeric' ? emptyNumbers(feature, 0) : { type: 'categorical', missing: 0, counts: new Map() },
    ),
  };
}

function emptyNumbers({ edges }: HourFeature, rows: number): FeatureCounts {
  const none = { minimum: Number.NaN, maximum: Number.NaN, mean: Number.NaN, standardDeviation: Number.NaN };
  const list = () => new Float64Array(edges.length + 1);
  return {
    type: 'numeric',
    range: { rows, missing: rows, infinite: 0, ...none, isWhole: true },
    counts: list(),
    ties: list(),
    sums: list(),
  };
}

/** The rows of both. */
export function addHours(one: HourCounts, other: HourCounts): HourCounts {
  const facts = new Map(one.facts);
  for (const [name, value] of other.facts) facts.set(name, (facts.get(name) ?? 0) + value);
  return {
    facts,
    rows: one.rows + other.rows,
    features: one.features.map((feature, index) => addFeatures(feature, other.features[index] as FeatureCounts)),
  };
}

function addFeatures(one: FeatureCounts, other: FeatureCounts): FeatureCounts {
  if (one.type === 'numeric' && other.type === 'numeric') {
    const sum = (name: keyof EdgeCounts) => one[name].map((value, index) => value + (other[name][index] as number));
    return { type: 'numeric', range: joinRanges(one.range, other.range), counts: sum('counts'), ties: sum('ties'), sums: sum('sums') };
  }
  if (one.type === 'numeric' || other.type === 'numeric') throw new TypeError('expected counts of one plan');
  const missing = one.missing + other.missing;
  if (one.counts === undefined || other.counts === undefined) return { type: 'categorical', missing, counts: undefined };
  const counts = new Map(one.counts);
  for (const [category, rows] of other.counts) counts.set(category, (counts.get(category) ?? 0) + rows);
  return { type: 'categorical', missing, counts: counts.size > MOST_CATEGORIES ? undefined : counts };
}

/** Counts of a feature with its extremes as edges, between which all values are. */
export function withExtremes({ range, ...found }: Extract<FeatureCounts, { type: 'numeric' }>, { edges, shift }: HourFeature): EdgeNumbers {
  const { minimum, maximum } = range;
  const entries = Array.from(found.counts, (counts, index) => ({
    edge: index === 0 ? Number.NEGATIVE_INFINITY : (edges[index - 1] as number),
    counts,
    ties: found.ties[index] as number,
    sums: found.sums[index] as number,
  }));
  const largest = entries.findLast(({ counts }) => counts > 0);
  if (largest !== undefined && maximum > largest.edge && maximum > minimum) {
    largest.counts -= 1;
    largest.sums -= maximum - shift;
    entries.splice(entries.indexOf(largest) + 1, 0, { edge: maximum, counts: 1, ties: 1, sums: maximum - shift });
  }
  const smallest = entries.find(({ counts }) => counts > 0);
  if (smallest !== undefined && minimum > smallest.edge && smallest.ties === 0) {
    entries.splice(entries.indexOf(smallest) + 1, 0, { ...smallest, edge: minimum, ties: minimum === maximum ? smallest.counts : 1 });
    Object.assign(smallest, { counts: 0, sums: 0 });
  }
  const list = (name: keyof EdgeCounts) => Float64Array.from(entries, (entry) => entry[name]);
  const inner = Float64Array.from(entries.slice(1), ({ edge }) => edge);
  return { edges: inner, shift, scale: 1, counts: list('counts'), ties: list('ties'), sums: list('sums') };
}

const lists = ['counts', 'ties', 'sums'] as const;

/** Counts as bytes. */
export function encodeHour({ rows, features, facts }: HourCounts): Uint8Array {
  const header = JSON.stringify({
    rows,
    facts: [...facts],
    features: features.map((feature) =>
      feature.type === 'numeric' ? { range: feature.range } : { missing: feature.missing, counts: feature.counts && [...feature.counts] },
    ),
  });
  const text = Buffer.from(header + ' '.repeat((8 - (Buffer.byteLength(header) % 8)) % 8));
  const parts = features.flatMap((feature) => (feature.type === 'numeric' ? lists.map((name) => feature[name]) : []));
  const numbers = parts.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
  return deflateRawSync(Buffer.concat([Float64Array.of(text.length).buffer, text, ...numbers].map((part) => new Uint8Array(part))), {
    level: 1,
  });
}

type StoredFeature = { readonly range: NumberRange } | { readonly missing: number; readonly counts?: [string, number][] };

/** Most bytes that the counts of an hour unpack to. */
const mostUnpackedBytes = 256 * 1024 * 1024;

/** Counts from their bytes. @throws RangeError when they are not of this plan, or too large */
export function decodeHour(bytes: Uint8Array, plan: HourPlan): HourCounts {
  const plain = inflateRawSync(bytes, { maxOutputLength: mostUnpackedBytes });
  const numbers = new Float64Array(plain.buffer.slice(plain.byteOffset, plain.byteOffset + plain.byteLength));
  const length = numbers[0] as number;
  const stored = JSON.parse(plain.subarray(8, 8 + length).toString('utf8')) as {
    rows: number;
    facts: [string, number][];
    features: StoredFeature[];
  };
  if (stored.features.length !== plan.features.length) throw new RangeError('expected counts of another plan');
  let at = 1 + length / 8;
  const next = (count: number) => {
    at += count;
    return numbers.slice(at - count, at);
  };
  const features = plan.features.map(({ edges }, index): FeatureCounts => {
    const feature = stored.features[index] as StoredFeature;
    if (!('range' in feature)) return { type: 'categorical', missing: feature.missing, counts: feature.counts && new Map(feature.counts) };
    const [counts, ties, sums] = lists.map(() => next(edges.length + 1)) as [Float64Array, Float64Array, Float64Array];
    return { type: 'numeric', range: rangeOf(feature.range), counts, ties, sums };
  });
  return { rows: stored.rows, features, facts: new Map(stored.facts) };
}

/** JSON has no NaN. */
function rangeOf(range: NumberRange): NumberRange {
  const { minimum, maximum, mean, standardDeviation } = range;
  const [least, most, middle, deviation] = [minimum, maximum, mean, standardDeviation].map((value: number | null) => value ?? Number.NaN);
  return { ...range, minimum: least, maximum: most, mean: middle, standardDeviation: deviation } as NumberRange;
}
