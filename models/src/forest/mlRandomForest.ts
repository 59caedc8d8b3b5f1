/**
 * What `JSON.stringify` makes of ml-random-forest's RandomForestClassifier and RandomForestRegression (version 2.1),
 * as far as predictions need it. It comes from outside, so every field is looked at before it is used.
 */
export interface MlRandomForest {
  readonly name: 'RFClassifier' | 'RFRegression';
  /** Regression only; 'mean' where it is absent. */
  readonly selectionMethod?: unknown;
  readonly baseModel?: {
    /** Per tree: the forest's feature behind each column of the tree. */
    readonly indexes?: unknown;
    /** Columns a tree sees. */
    readonly n?: unknown;
    /** The share of the features (up to 1) or their number (above 1) a tree sees. */
    readonly maxFeatures?: unknown;
    readonly estimators?: unknown;
  };
}

export function isMlRandomForest(json: object): json is MlRandomForest {
  return 'name' in json && (json.name === 'RFClassifier' || json.name === 'RFRegression') && 'baseModel' in json;
}
