import type { CompiledForest } from '../forest/compileForest.ts';

/** Bound on what a forest's paths may take in memory, 29 bytes each. */
const mostConditions = 5_000_000;

/**
 * The leaves of a forest, each with the conditions a row has to meet to come to it: one for each feature on its path, since splits on
 * the same feature are one interval.
 */
export interface LeafPaths {
  /** Per leaf: its first condition; one more at the end. */
  readonly starts: Int32Array;
  /** Per leaf: what it adds to the forest's answer for a row that comes to it. */
  readonly values: Float64Array;
  /** Per leaf: which number of the answer it adds to. */
  readonly outputs: Int32Array;
  /** Per condition: the feature, */
  readonly features: Int32Array;
  /** its lowest value, */
  readonly lows: Float64Array;
  /** the value it has to stay below, */
  readonly highs: Float64Array;
  /** whether a missing value meets it (1 or 0), */
  readonly missing: Uint8Array;
  /** and the share of the background rows that go the leaf's way at the feature's splits: a product of cover ratios. */
  readonly shares: Float64Array;
  /** Conditions of the longest path. */
  readonly longest: number;
}

/**
 * @param covers background rows per node, see `coversOf`; at a split that none reached, both branches count half
 * @throws RangeError when the forest is too large to be explained
 */
export function leafPaths(forest: CompiledForest, covers: ArrayLike<number>): LeafPaths {
  const lists: Lists = { starts: [], values: [], outputs: [], features: [], lows: [], highs: [], missing: [], shares: [], longest: 0 };
  const [scale, vote] = [1 / forest.roots.length, forest.aggregation === 'vote'];
  const splits: Split[] = [];
  for (let node = 0; node < forest.feature.length; node++) {
    if ((forest.feature[node] as number) >= 0) {
      splits.push({ node, right: false });
      continue;
    }
    lists.starts.push(lists.features.length);
    lists.values.push(vote ? scale : scale * (forest.value[node] as number));
    lists.outputs.push(vote ? (forest.right[node] as number) : 0);
    addConditions(lists, splits, { forest, covers });
    // In preorder, the next node is the right child of the youngest split whose left branch this leaf ends.
    while (splits.at(-1)?.right === true) splits.pop();
    const turned = splits.pop();
    if (turned !== undefined) splits.push({ ...turned, right: true });
  }
  lists.starts.push(lists.features.length);
  return pack(lists);
}

interface Split {
  readonly node: number;
  /** Whether the path goes on to the right. */
  readonly right: boolean;
}

interface Lists {
  readonly starts: number[];
  readonly values: number[];
  readonly outputs: number[];
  readonly features: number[];
  readonly lows: number[];
  readonly highs: number[];
  readonly missing: number[];
  readonly shares: number[];
  longest: number;
}

interface Covered {
  readonly forest: CompiledForest;
  readonly covers: ArrayLike<number>;
}

function addConditions(lists: Lists, splits: readonly Split[], { forest, covers }: Covered): void {
  const { features, lows, highs, missing, shares } = lists;
  const places = new Map<number, number>();
  for (const { node, right } of splits) {
    const feature = forest.feature[node] as number;
    const threshold = forest.value[node] as number;
    const cover = covers[node] as number;
    const share = cover === 0 ? 0.5 : (covers[right ? (forest.right[node] as number) : node + 1] as number) / cover;
    const place = places.get(feature) ?? features.length;
    if (place === features.length) {
      places.set(feature, place);
      features.push(feature);
    }
    lows[place] = Math.max(lows[place] ?? -Infinity, right ? threshold : -Infinity);
    highs[place] = Math.min(highs[place] ?? Infinity, right ? Infinity : threshold);
    missing[place] = (missing[place] ?? 1) * ((forest.missingLeft[node] === 1) === right ? 0 : 1);
    shares[place] = (shares[place] ?? 1) * share;
  }
  lists.longest = Math.max(lists.longest, places.size);
  if (features.length <= mostConditions) return;
  throw new RangeError(`the paths of a forest that is explained must have at most ${mostConditions} conditions, got more`);
}

function pack({ starts, values, outputs, features, lows, highs, missing, shares, longest }: Lists): LeafPaths {
  return {
    starts: Int32Array.from(starts),
    values: Float64Array.from(values),
    outputs: Int32Array.from(outputs),
    features: Int32Array.from(features),
    lows: Float64Array.from(lows),
    highs: Float64Array.from(highs),
    missing: Uint8Array.from(missing),
    shares: Float64Array.from(shares),
    longest,
  };
}
