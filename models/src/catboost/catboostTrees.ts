import type { DocumentFields } from '../document/documentFields.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import type { CategorySet, TreeSource } from '../trees/treeSource.ts';
import type { catboostFeatures } from './catboostFeatures.ts';

/** What a split asks: members of the set, or values above the threshold, take the second branch. */
interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly missingLeft: boolean;
  readonly set?: CategorySet;
}

interface Shape {
  readonly features: ReturnType<typeof catboostFeatures>;
  readonly outputs: number;
}

const deepest = 16;

/** Oblivious trees ask one question per level; the others, of the policies Depthwise and Lossguide, are nested objects. */
export function catboostTrees(document: DocumentFields, shape: Shape): TreeSource[] {
  if (document.has('oblivious_trees')) return document.objects('oblivious_trees').map((tree) => obliviousTree(tree, shape));
  return document.objects('trees').map((tree) => otherTree(tree, shape));
}

/** A full binary tree in heap order: the first split is the lowest bit of a leaf's index, so that the last one is the root. */
function obliviousTree(tree: DocumentFields, shape: Shape): TreeSource {
  const splits = tree.has('splits') && tree.value('splits') !== null ? tree.objects('splits') : [];
  if (splits.length > deepest) throw tree.mismatch('splits', `at most ${deepest} splits`);
  const leaves = 2 ** splits.length;
  const values = tree.numbers('leaf_values', leaves * shape.outputs);
  const weights =
    tree.has('leaf_weights') && tree.list('leaf_weights').length === leaves ? tree.numbers('leaf_weights', leaves) : undefined;
  const levels = splits.map((split) => readSplit(split, shape)).reverse();
  const nodes = new NodeLists(shape.outputs);
  for (const [level, split] of levels.entries()) {
    for (let node = 2 ** level - 1; node < 2 ** (level + 1) - 1; node++) nodes.addSplit(split, 2 * node + 1, 2 * node + 2);
  }
  for (let leaf = 0; leaf < leaves; leaf++) {
    const own = Array.from({ length: shape.outputs }, (_, output) => values[leaf * shape.outputs + output] as number);
    nodes.addLeaf(own, weights?.[leaf]);
  }
  return nodes.tree();
}

function otherTree(root: DocumentFields, shape: Shape): TreeSource {
  const nodes = new NodeLists(shape.outputs);
  // Breadth first: the children of a node are numbered when it is added.
  const queue = [root];
  for (let node = 0; node < queue.length; node++) {
    const fields = queue[node] as DocumentFields;
    if (!fields.has('split')) {
      nodes.addLeaf(leafValues(fields, shape.outputs), fields.has('weight') ? fields.number('weight') : undefined);
      continue;
    }
    nodes.addSplit(readSplit(fields.object('split'), shape), queue.length, queue.length + 1);
    queue.push(fields.object('left'), fields.object('right'));
  }
  return nodes.tree();
}

function leafValues(fields: DocumentFields, outputs: number): number[] {
  return outputs === 1 && !Array.isArray(fields.value('value')) ? [fields.number('value')] : Array.from(fields.numbers('value', outputs));
}

function readSplit(split: DocumentFields, { features }: Shape): Split {
  const type = split.text('split_type');
  if (type === 'FloatFeature') {
    const { place, missingIsAbove } = features.floats[
      featureIndex(split, 'float_feature_index', features.floats.length)
    ] as (typeof features.floats)[number];
    return { feature: place, threshold: Math.fround(split.number('border')), missingLeft: !missingIsAbove };
  }
  if (type === 'OneHotFeature') {
    const feature = features.categories[featureIndex(split, 'cat_feature_index', features.categories.length)] as number;
    // The sets hold hashes until the texts of the categories are known.
    return { feature, threshold: 0, missingLeft: true, set: { values: [split.number('value')], membersGo: 'right', exact: true } };
  }
  throw new ModelFormatError(
    `${split.pathOf('split_type')}: expected FloatFeature or OneHotFeature, got ${type}: categories turned into statistics of the target (ctr_data) cannot be read; train with one_hot_max_size above the number of categories, or with numeric columns`,
  );
}

function featureIndex(split: DocumentFields, name: string, count: number): number {
  const index = split.count(name, { most: 1_000_000 });
  if (index < count) return index;
  throw split.mismatch(name, `a feature from 0 to ${count - 1}`);
}

/** Collects the nodes of a tree in their order. */
class NodeLists {
  readonly #outputs: number;
  readonly #feature: number[] = [];
  readonly #threshold: number[] = [];
  readonly #left: number[] = [];
  readonly #right: number[] = [];
  readonly #missingLeft: boolean[] = [];
  readonly #value: number[] = [];
  readonly #cover: (number | undefined)[] = [];
  readonly #sets = new Map<number, CategorySet>();

  constructor(outputs: number) {
    this.#outputs = outputs;
  }

  addSplit({ feature, threshold, missingLeft, set }: Split, left: number, right: number): void {
    if (set !== undefined) this.#sets.set(this.#feature.length, set);
    this.#push({ feature, threshold, missingLeft }, left, right);
    for (let output = 0; output < this.#outputs; output++) this.#value.push(0);
    this.#cover.push(0);
  }

  addLeaf(values: readonly number[], cover: number | undefined): void {
    this.#push({ feature: -1, threshold: 0, missingLeft: false }, -1, -1);
    this.#value.push(...values);
    this.#cover.push(cover);
  }

  #push({ feature, threshold, missingLeft }: Omit<Split, 'set'>, left: number, right: number): void {
    this.#feature.push(feature);
    this.#threshold.push(threshold);
    this.#left.push(left);
    this.#right.push(right);
    this.#missingLeft.push(missingLeft);
  }

  tree(): TreeSource {
    const cover = this.#cover.filter((weight) => weight !== undefined);
    // Children come after their parents.
    for (let node = cover.length - 1; node >= 0; node--) {
      if ((this.#feature[node] as number) < 0) continue;
      cover[node] = (cover[this.#left[node] as number] as number) + (cover[this.#right[node] as number] as number);
    }
    return {
      output: this.#outputs === 1 ? 0 : 'vector',
      feature: this.#feature,
      threshold: this.#threshold,
      comparison: '<=',
      left: this.#left,
      right: this.#right,
      missingLeft: this.#missingLeft,
      value: this.#value,
      ...(cover.length === this.#feature.length ? { cover } : {}),
      sets: this.#sets,
    };
  }
}
