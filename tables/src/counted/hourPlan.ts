import { createHash } from 'node:crypto';
import { distinctRuns, valueAt } from '@modelmonitor/stats';
import type { DataSet } from '../dataSet.ts';

/** Where the rows of an hour are counted, so that the counts of many hours add up. */
export interface HourPlan {
  readonly features: readonly HourFeature[];
  /** Of the features and edges: counts of another digest do not add up with these. */
  readonly digest: string;
}

/** A feature: its edges are empty for categories. */
export interface HourFeature {
  readonly name: string;
  readonly type: 'numeric' | 'categorical';
  readonly edges: Float64Array;
  /** Smallest and largest value of the reference; NaN without. Edges beyond them are for the summaries of values that moved there. */
  readonly minimum: number;
  readonly maximum: number;
  /** Subtracted from values before they are summed. */
  readonly shift: number;
}

/** Edges of a numeric feature at most. */
export const MOST_HOUR_EDGES = 1000;

/** Edges on each side beyond the reference, each this much further away than the one before; together they reach five ranges away. */
const OUTER_EDGES = 32;
const OUTER_GROWTH = 1.2;

function outerEdges(minimum: number, maximum: number): number[] {
  const first = (maximum - minimum) / (2 * OUTER_EDGES);
  const distances = Array.from({ length: OUTER_EDGES }, (_, index) => first * OUTER_GROWTH ** index);
  return distances.flatMap((distance) => [minimum - distance, maximum + distance]).filter(Number.isFinite);
}

/** The distinct values of the reference; of more than a thousand, quantiles. */
export function hourPlan(reference: DataSet, names: readonly string[]): HourPlan {
  const features = names.map((name): HourFeature => {
    const look = reference.look(name);
    const column = look === undefined ? undefined : reference.column(name, look.type);
    if (column?.type !== 'numeric')
      return { name, type: 'categorical', edges: new Float64Array(), minimum: Number.NaN, maximum: Number.NaN, shift: 0 };
    const { sorted } = column;
    const { values } = distinctRuns(sorted);
    const quantiles = () => {
      const places = Array.from({ length: MOST_HOUR_EDGES }, (_, index) =>
        Math.round((index / (MOST_HOUR_EDGES - 1)) * (sorted.length - 1)),
      );
      return Float64Array.from(new Set(places.map((place) => (valueAt(sorted, place) as number) + 0)));
    };
    const [minimum = Number.NaN, maximum = Number.NaN] = [values[0], values.at(-1)];
    const inner = values.length <= MOST_HOUR_EDGES ? values.map((value) => value + 0) : quantiles();
    const edges = Float64Array.from(new Set([...inner, ...outerEdges(minimum, maximum)])).sort();
    return { name, type: 'numeric', edges, minimum, maximum, shift: valueAt(sorted, sorted.length >> 1) ?? 0 };
  });
  const hash = createHash('sha256');
  for (const { name, type, edges } of features) hash.update(JSON.stringify([name, type, edges.length])).update(edges);
  return { features, digest: hash.digest('hex').slice(0, 32) };
}
