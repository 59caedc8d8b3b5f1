import { isObject } from '../document/isObject.ts';
import { valueText } from '../document/valueText.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { flattenTree } from './flattenTree.ts';
import { type ForestDescription, type ForestFile, type ForestTree, forestFileFormat } from './forestFile.ts';
import { type ForestLimits, forestLimits } from './forestLimits.ts';
import type { MlRandomForest } from './mlRandomForest.ts';

/**
 * The forest file of a forest trained by ml-random-forest; it predicts exactly what that forest predicts.
 *
 * @param forest parsed JSON of a RandomForestClassifier or RandomForestRegression
 * @param description names of the features, categories and classes it was trained with
 * @throws ModelFormatError when the JSON is broken or its trees were trained on another number of features
 */
export function forestFileFrom(forest: MlRandomForest, description: ForestDescription, limits = forestLimits): ForestFile {
  const classification = forest.name === 'RFClassifier';
  const trees = treesOf(forest, description.features.length, limits);
  return {
    format: forestFileFormat,
    formatVersion: trees.some(({ feature }) => feature.some((index) => index < -1)) ? 2 : 1,
    task: classification ? 'classification' : 'regression',
    aggregation: classification ? 'vote' : regressionAggregation(forest.selectionMethod),
    features: description.features,
    categories: description.categories,
    classes: description.classes,
    training: description.training,
    trees,
  };
}

function regressionAggregation(method: unknown = 'mean'): 'mean' | 'median' {
  if (method === 'mean' || method === 'median') return method;
  throw new ModelFormatError(`selectionMethod must be "mean" or "median", got ${valueText(method)}`);
}

function treesOf({ baseModel }: MlRandomForest, featureCount: number, limits: ForestLimits): ForestTree[] {
  const { indexes, estimators, n, maxFeatures } = isObject(baseModel) ? baseModel : {};
  if (!Array.isArray(estimators) || !Array.isArray(indexes) || estimators.length !== indexes.length) {
    throw new ModelFormatError('an ml-random-forest model must have as many indexes as estimators, got another structure');
  }
  checkFeatureCount(n, maxFeatures, featureCount);
  let left = limits.nodes;
  return estimators.map((estimator: unknown, index) => {
    const tree = treeOf(estimator, columnsOf(indexes[index], index, featureCount), { index, left, limits });
    left -= tree.feature.length;
    return tree;
  });
}

/** The JSON does not say on how many features the forest was trained, but how many of them a tree saw, and by which rule. */
function checkFeatureCount(n: unknown, maxFeatures: unknown, featureCount: number): void {
  if (typeof maxFeatures !== 'number' || typeof n !== 'number') return;
  const seen = maxFeatures <= 1 ? Math.floor(featureCount * maxFeatures) : maxFeatures;
  if (n === seen && n <= featureCount) return;
  throw new ModelFormatError(`the resource has ${featureCount} features, of which a tree would see ${seen}, but the file's trees see ${n}`);
}

function columnsOf(columns: unknown, index: number, featureCount: number): readonly number[] {
  const inside = (column: unknown) => Number.isInteger(column) && (column as number) >= 0 && (column as number) < featureCount;
  if (Array.isArray(columns) && columns.every(inside)) return columns;
  throw new ModelFormatError(`tree ${index}: indexes must be feature indexes from 0 to ${featureCount - 1}, got ${valueText(columns)}`);
}

interface TreePlace {
  readonly index: number;
  /** Nodes the forest may still have. */
  readonly left: number;
  readonly limits: ForestLimits;
}

function treeOf(estimator: unknown, columns: readonly number[], { index, left, limits }: TreePlace): ForestTree {
  try {
    return flattenTree(isObject(estimator) ? estimator['root'] : undefined, columns, left);
  } catch (cause) {
    if (cause instanceof RangeError) throw new ModelFormatError(`a forest has at most ${limits.nodes} nodes, got more`, { cause });
    throw new ModelFormatError(`tree ${index}: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}
