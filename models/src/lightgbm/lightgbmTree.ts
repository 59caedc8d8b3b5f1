import type { CategorySet, LinearLeaf, TreeSource } from '../trees/treeSource.ts';
import { missingKinds } from '../trees/treeSource.ts';
import type { TextFields } from './textFields.ts';

/** Bits of `decision_type`. */
const categorical = 1;
const defaultLeft = 2;

/**
 * One tree. A file numbers splits from 0 and leaves from ~0 down; here leaf n is node `splits + n`, so that the root stays node 0.
 * The categorical splits send members to the left.
 */
export function lightgbmTree(fields: TextFields, output: number): TreeSource {
  const leaves = fields.count('num_leaves', { most: 10_000_000 });
  const splits = Math.max(0, leaves - 1);
  const values = fields.numbers('leaf_value', Math.max(1, leaves));
  const types = splits === 0 ? new Float64Array(0) : fields.integers('decision_type', splits);
  const thresholds = splits === 0 ? new Float64Array(0) : fields.numbers('threshold', splits);
  const isSet = (split: number): boolean => ((types[split] as number) & categorical) !== 0;
  const child = (side: string): Int32Array => children(splits === 0 ? new Float64Array(0) : fields.integers(side, splits), splits);
  const { linear, featureOfSplits } = {
    linear: linearLeaves(fields, leaves, splits),
    featureOfSplits: splits === 0 ? [] : fields.integers('split_feature', splits),
  };
  const negative = featureOfSplits.find((feature) => feature < 0);
  if (negative !== undefined) throw fields.mismatch('split_feature', 'feature numbers from 0', String(negative));
  return {
    output,
    feature: Float64Array.of(...featureOfSplits, ...new Float64Array(values.length).fill(-1)),
    threshold: append(thresholds, new Float64Array(values.length)),
    comparison: '<=',
    left: append(child('left_child'), new Float64Array(values.length).fill(-1)),
    right: append(child('right_child'), new Float64Array(values.length).fill(-1)),
    missingLeft: append(
      types.map((type, split) => (isSet(split) ? 0 : type & defaultLeft)),
      new Float64Array(values.length),
    ),
    missingKind: append(
      types.map((type, split) => (isSet(split) ? missingKinds.nan : (type >> 2) & 3)),
      new Float64Array(values.length),
    ),
    value: append(new Float64Array(splits), values),
    ...coverOf(fields, splits, values.length),
    sets: readSets(fields, { splits, isSet, thresholds }),
    ...(linear.size === 0 ? {} : { linear }),
  };
}

function children(list: Float64Array, splits: number): Int32Array {
  return Int32Array.from(list, (child) => (child < 0 ? splits - child - 1 : child));
}

function append(head: ArrayLike<number>, tail: Float64Array): Float64Array {
  const all = new Float64Array(head.length + tail.length);
  all.set(head);
  all.set(tail, head.length);
  return all;
}

function coverOf(fields: TextFields, splits: number, leaves: number): Pick<TreeSource, 'cover'> {
  if (splits === 0) return { cover: new Float64Array(leaves).fill(1) };
  if (!fields.has('internal_count') || !fields.has('leaf_count')) return {};
  return { cover: append(fields.numbers('internal_count', splits), fields.numbers('leaf_count', leaves)) };
}

interface Splits {
  readonly splits: number;
  readonly isSet: (split: number) => boolean;
  /** Of a categorical split: an index into `cat_boundaries`. */
  readonly thresholds: Float64Array;
}

/** `cat_threshold` holds bit sets of 32 codes per word, `cat_boundaries` where each begins. */
function readSets(fields: TextFields, { splits, isSet, thresholds }: Splits): Map<number, CategorySet> {
  const sets = new Map<number, CategorySet>();
  let boundaries: Float64Array | undefined;
  let words: Float64Array | undefined;
  let total = 0;
  for (let split = 0; split < splits; split++) {
    if (!isSet(split)) continue;
    boundaries ??= fields.integers('cat_boundaries');
    words ??= fields.integers('cat_threshold');
    const index = thresholds[split] as number;
    const [from, to] = [boundaries[index] ?? -1, boundaries[index + 1] ?? -1];
    total += to - from;
    if (!(from >= 0 && from <= to && to <= words.length && total <= words.length)) {
      throw fields.mismatch('threshold', `the number of a category set for the categorical split ${split}`, String(index));
    }
    sets.set(split, { values: members(words.subarray(from, to)), membersGo: 'left' });
  }
  return sets;
}

function members(words: Float64Array): number[] {
  const codes: number[] = [];
  for (const [index, word] of words.entries()) {
    for (let bit = 0; bit < 32; bit++) if (((word >>> bit) & 1) !== 0) codes.push(index * 32 + bit);
  }
  return codes;
}

/** `num_features` says how many of `leaf_features` and `leaf_coeff`, which run on, belong to each leaf. */
function linearLeaves(fields: TextFields, leaves: number, splits: number): Map<number, LinearLeaf> {
  const linear = new Map<number, LinearLeaf>();
  if (fields.count('is_linear', { most: 1, absent: 0 }) === 0 || leaves < 1) return linear;
  const constants = fields.numbers('leaf_const', leaves);
  const counts = fields.integers('num_features', leaves);
  const total = counts.reduce((sum, count) => sum + Math.max(0, count), 0);
  const features = total === 0 ? new Float64Array(0) : fields.integers('leaf_features', total);
  const coefficients = total === 0 ? new Float64Array(0) : fields.numbers('leaf_coeff', total);
  let from = 0;
  for (let leaf = 0; leaf < leaves; leaf++) {
    const to = from + Math.max(0, counts[leaf] as number);
    linear.set(splits + leaf, {
      constant: constants[leaf] as number,
      features: features.subarray(from, to),
      coefficients: coefficients.subarray(from, to),
    });
    from = to;
  }
  return linear;
}
