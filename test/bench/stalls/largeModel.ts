import { encodeUbjson } from './encodeUbjson.ts';

interface ModelSize {
  readonly trees: number;
  readonly depth: number;
  readonly features: number;
  readonly seed: number;
}

/** An XGBoost classifier of complete trees with drawn thresholds and leaves, as JSON or UBJSON: what matters is its size. */
export function largeModel(size: ModelSize, format: 'json' | 'ubj'): Buffer {
  const document = modelDocument(size);
  return format === 'ubj'
    ? encodeUbjson(document)
    : Buffer.from(JSON.stringify(document, (_, value) => (ArrayBuffer.isView(value) ? Array.from(value as Float32Array) : value)));
}

function modelDocument({ trees, depth, features, seed }: ModelSize): Record<string, unknown> {
  const random = generator(seed);
  return {
    learner: {
      attributes: {},
      feature_names: [],
      feature_types: [],
      gradient_booster: {
        model: {
          gbtree_model_param: { num_parallel_tree: '1', num_trees: `${trees}` },
          tree_info: new Int32Array(trees),
          trees: Array.from({ length: trees }, (_, id) => tree(id, { depth, features, random })),
        },
        name: 'gbtree',
      },
      learner_model_param: { base_score: '5E-1', num_class: '0', num_feature: `${features}`, num_target: '1' },
      objective: { name: 'binary:logistic', reg_loss_param: { scale_pos_weight: '1' } },
    },
    version: [3, 2, 0],
  };
}

/** Nodes by level: the children of node n are 2n + 1 and 2n + 2. */
function tree(id: number, { depth, features, random }: { depth: number; features: number; random: () => number }): Record<string, unknown> {
  const count = 2 ** (depth + 1) - 1;
  const inner = 2 ** depth - 1;
  const nodes = Array.from({ length: count }, (_, node) => node);
  return {
    base_weights: Float32Array.from(nodes, random),
    default_left: new Int32Array(count),
    id,
    left_children: Int32Array.from(nodes, (node) => (node < inner ? 2 * node + 1 : -1)),
    loss_changes: Float32Array.from(nodes, random),
    parents: Int32Array.from(nodes, (node) => (node === 0 ? 2147483647 : (node - 1) >> 1)),
    right_children: Int32Array.from(nodes, (node) => (node < inner ? 2 * node + 2 : -1)),
    split_conditions: Float32Array.from(nodes, (node) => (node < inner ? 2 * random() - 1 : (random() - 0.5) / 50)),
    split_indices: Int32Array.from(nodes, () => Math.floor(random() * features)),
    split_type: new Int32Array(count),
    sum_hessian: Float32Array.from(nodes, (node) => 2 ** (depth - Math.floor(Math.log2(node + 1)))),
    tree_param: { num_deleted: '0', num_feature: `${features}`, num_nodes: `${count}`, size_leaf_vector: '1' },
  };
}

/** Numbers from 0 to 1 that are the same for the same seed. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
