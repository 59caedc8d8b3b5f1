/** Bounds on a model file, so that a hostile or mistaken one cannot take the process's memory. */
export interface ForestLimits {
  readonly trees: number;
  /** Over all trees; a node takes 16 bytes once loaded. */
  readonly nodes: number;
}

export const forestLimits: ForestLimits = { trees: 10_000, nodes: 10_000_000 };
