/** How a split of a LightGBM file treats missing values, with the numbers of its `decision_type`; every other library knows `nan` alone. */
export const missingKinds = {
  /** NaN is read as 0. */
  none: 0,
  /** NaN and 0 take the default side. */
  zero: 1,
  /** NaN takes the default side. */
  nan: 2,
} as const;

/** A split on categories instead of a threshold. */
export interface CategorySet {
  /** The members: category codes, which are whole numbers from 0; with `exact`, any numbers. */
  readonly values: ArrayLike<number>;
  /** Where members go; all other values go to the other side, and a missing value as `missingLeft` says. */
  readonly membersGo: 'left' | 'right';
  /** Whether a value has to equal a member; where absent, a value is a category code and its fraction is dropped. */
  readonly exact?: boolean;
}

/** A leaf with its own linear model: constant + Σ coefficient × feature; where one of the features is missing, the leaf's value counts. */
export interface LinearLeaf {
  readonly constant: number;
  readonly features: ArrayLike<number>;
  readonly coefficients: ArrayLike<number>;
}

/** One tree as its file holds it: lists by node. Node 0 is the root; nodes that no path reaches are ignored. */
export interface TreeSource {
  /** The output that the leaves add to; `vector`: each leaf holds a value for every output; `vote`: the index of the one output it adds 1 to. */
  readonly output: number | 'vector' | 'vote';
  /** Per node: the feature it splits on; a negative number for a leaf. */
  readonly feature: ArrayLike<number>;
  /** Per node: the threshold, which may be infinite. */
  readonly threshold: ArrayLike<number>;
  /** What a value that goes left is to the threshold, for all nodes or per node. */
  readonly comparison: Comparison | ArrayLike<Comparison>;
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  /** Per node: whether missing values go left; where absent, they go right. */
  readonly missingLeft?: ArrayLike<number | boolean>;
  /** Per node: one of `missingKinds`; where absent, `nan`. */
  readonly missingKind?: ArrayLike<number>;
  /** Nodes × 1, or nodes × outputs for `vector`; only the values of leaves are read. A forest of class counts is to be normalised first. */
  readonly value: ArrayLike<number>;
  /** Factor of all values but linear models, such as a learning rate or the weight of a dropped tree; 1 where absent. */
  readonly weight?: number;
  /** Per node: training rows or their weight; needed to explain predictions without a background. */
  readonly cover?: ArrayLike<number>;
  /** By node: the splits on categories. */
  readonly sets?: ReadonlyMap<number, CategorySet>;
  /** By node: the leaves that are linear models. */
  readonly linear?: ReadonlyMap<number, LinearLeaf>;
}

type Comparison = '<' | '<=';

/** All trees of a model, and how their leaves add up. */
export interface TreesSource {
  readonly featureCount: number;
  /** Numbers that a row gets. */
  readonly outputs: number;
  /** Whether inputs are rounded to float32 before they are compared. */
  readonly inputs: 'float32' | 'float64';
  /** Whether |x| ≤ float32(1e-35) is 0, as LightGBM has it. */
  readonly tinyIsZero?: boolean;
  /** `float32`: every addition is rounded to float32, as are the leaf values after their weight. */
  readonly sums: 'float32' | 'float64';
  /** `mean` divides each output by the number of trees that can add to it. */
  readonly combine: 'sum' | 'mean';
  /** Per output: the number that the first leaf is added to (`sum`; 0 for `mean`). */
  readonly base: ArrayLike<number>;
  /** In the order of the additions. */
  readonly trees: readonly TreeSource[];
}
