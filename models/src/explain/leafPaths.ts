import { type CompiledTrees, nodeFlags } from '../trees/compiledTrees.ts';
import { goesLeft } from '../trees/leafOf.ts';

/** Bound on what the paths of a model may take in memory, 33 bytes each. */
const mostConditions = 5_000_000;

/**
 * The leaves of all trees, each with the conditions a row has to meet to come to it: one for each feature on its path, since splits on the same
 * feature are one interval.
 */
export interface LeafPaths {
  /** Per leaf: its first condition; one more at the end. */
  readonly starts: Int32Array;
  /** Per leaf: its node, */
  readonly nodes: Int32Array;
  /** and its tree. */
  readonly trees: Int32Array;
  /** Per condition: the feature, */
  readonly features: Int32Array;
  /** and the share of the rows that go the leaf's way at the feature's splits: a product of cover ratios. */
  readonly shares: Float64Array;
  /** Conditions of the longest path. */
  readonly longest: number;
  /** Whether a value meets a condition. */
  isMet(condition: number, input: number): boolean;
}

/**
 * @param covers rows per node, see `coversOf`; at a split that none reached, both branches count half
 * @throws RangeError when there are too many conditions
 */
export function leafPaths(trees: CompiledTrees, covers: ArrayLike<number>): LeafPaths {
  const lists = emptyLists();
  const splits: Split[] = [];
  for (let tree = 0; tree < trees.treeOutputs.length; tree++) {
    for (let node = trees.roots[tree] as number; node < (trees.roots[tree + 1] as number); node++) {
      if ((trees.skip[node] as number) >= 0) {
        splits.push({ node, right: false });
        continue;
      }
      lists.starts.push(lists.features.length);
      lists.nodes.push(node);
      lists.trees.push(tree);
      addConditions(lists, splits, { trees, covers });
      // In preorder, the next node is the right child of the youngest split whose left branch this leaf ends.
      while (splits.at(-1)?.right === true) splits.pop();
      const turned = splits.pop();
      if (turned !== undefined) splits.push({ ...turned, right: true });
    }
  }
  lists.starts.push(lists.features.length);
  return pack(lists, trees);
}

interface Split {
  readonly node: number;
  /** Whether the path goes on to the right. */
  readonly right: boolean;
}

interface Lists {
  readonly starts: number[];
  readonly nodes: number[];
  readonly trees: number[];
  readonly features: number[];
  /** The lowest value, */
  readonly lows: number[];
  /** and the value to stay below; NaN where there is none, as Infinity is less than nothing. */
  readonly highs: number[];
  /** Whether a missing value meets the condition (1 or 0). */
  readonly missing: number[];
  readonly shares: number[];
  /** By condition: splits that are no interval, on categories or with 0 as a missing value. */
  readonly others: Map<number, Split[]>;
  longest: number;
}

function emptyLists(): Lists {
  return { starts: [], nodes: [], trees: [], features: [], lows: [], highs: [], missing: [], shares: [], others: new Map(), longest: 0 };
}

interface Covered {
  readonly trees: CompiledTrees;
  readonly covers: ArrayLike<number>;
}

function addConditions(lists: Lists, splits: readonly Split[], { trees, covers }: Covered): void {
  const { features, lows, highs, missing, shares, others } = lists;
  const places = new Map<number, number>();
  for (const split of splits) {
    const { node, right } = split;
    const feature = trees.feature[node] as number;
    const place = places.get(feature) ?? features.length;
    if (place === features.length) {
      places.set(feature, place);
      features.push(feature);
      lows.push(-Infinity);
      highs.push(Number.NaN);
      missing.push(1);
      shares.push(1);
    }
    const flags = trees.flags[node] as number;
    const threshold = trees.threshold[node] as number;
    const [cover, taken] = [covers[node] as number, covers[right ? node + 1 + (trees.skip[node] as number) : node + 1] as number];
    shares[place] = (shares[place] as number) * (cover > 0 ? taken / cover : 0.5);
    if (((flags & nodeFlags.missingLeft) !== 0) === right) missing[place] = 0;
    if ((flags & (nodeFlags.categories | nodeFlags.zeroIsMissing)) !== 0) others.set(place, [...(others.get(place) ?? []), split]);
    else if (right) lows[place] = Math.max(lows[place] as number, threshold);
    else highs[place] = Number.isNaN(highs[place]) ? threshold : Math.min(highs[place] as number, threshold);
  }
  lists.longest = Math.max(lists.longest, places.size);
  if (features.length <= mostConditions) return;
  throw new RangeError(`expected at most ${mostConditions} conditions on the paths of a model that is explained, got more`);
}

function pack({ others, longest, ...lists }: Lists, trees: CompiledTrees): LeafPaths {
  const lows = Float64Array.from(lists.lows);
  const highs = Float64Array.from(lists.highs);
  const missing = Uint8Array.from(lists.missing);
  return {
    starts: Int32Array.from(lists.starts),
    nodes: Int32Array.from(lists.nodes),
    trees: Int32Array.from(lists.trees),
    features: Int32Array.from(lists.features),
    shares: Float64Array.from(lists.shares),
    longest,
    isMet(condition, input) {
      if (Number.isNaN(input)) return missing[condition] === 1;
      if (!(input >= (lows[condition] as number)) || input >= (highs[condition] as number)) return false;
      const splits = others.size === 0 ? undefined : others.get(condition);
      return splits === undefined || splits.every(({ node, right }) => goesLeft(trees, node, input) !== right);
    },
  };
}
