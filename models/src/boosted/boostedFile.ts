import type { SavedName } from '../contract/matchCategories.ts';
import type { Link } from '../links/links.ts';
import type { TreesSource } from '../trees/treeSource.ts';

/** What an objective, or loss, makes of the sums of the trees. */
export interface Objective {
  /** Turns the margins of one row into the answer; where there is one output, of any number of rows. */
  readonly link: Link;
  /** `binary`: the one output is the probability of the second class. `multiclass`: one output per class. `value`: a number. */
  readonly answer: 'binary' | 'multiclass' | 'value';
  /** Whether `binary` may also be read as a value, and a `value` as the probability of the second class. */
  readonly fitsBoth?: boolean;
}

/** What boosted trees of any library come to: trees, and what their sums mean. */
export interface BoostedFile extends Objective {
  /** Library and version, such as "XGBoost 3.2.0". */
  readonly writtenBy: string;
  /** Its features are in the order of the file, its category sets hold the file's codes. */
  readonly trees: TreesSource;
  readonly columns: {
    /** Feature names in the order of the file; absent for a model trained on arrays. */
    readonly names?: readonly string[];
    /** Whether the library made them up. */
    readonly madeUp?: boolean;
    readonly alias?: (name: string) => string;
  };
  /** One per feature of the file. */
  readonly features: readonly BoostedFeature[];
  /** Added to the sums after all leaves, one per output, where the library does so. */
  readonly bias?: readonly number[];
  readonly classNames?: readonly string[];
  /** The code of a category by its text, where codes are computed instead of listed. */
  readonly codeOf?: (text: string) => number;
  /** A number that the library reads as a missing value, as it was trained. */
  readonly missingValue?: number;
  /** Numbers beyond float32 are refused, as the library refuses them. */
  readonly refusesBeyondFloat32?: boolean;
}

export interface BoostedFeature {
  /** Absent where the file does not say. */
  readonly type?: 'numeric' | 'categorical';
  /** Whether a numeric feature may have been trained on truth values: then the data, not the file, tells whether it holds numbers. */
  readonly maybeTruth?: boolean;
  /** Names of the categories by code, where the file holds them. */
  readonly categories?: readonly string[];
  /** What the names may be, where the file leaves that open. */
  readonly readings?: readonly (readonly SavedName[])[];
  /** Whether codes without names are the numbers of the data. */
  readonly codesAreNumbers?: boolean;
  /** What the library does with a category that has no code: `refuse` the row, or treat it as one that is in no set. */
  readonly unknown?: 'refuse' | 'in no set';
}
