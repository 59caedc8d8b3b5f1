import { checkRows } from '../contract/checkRows.ts';
import type { Background, Explainer } from '../explain/explainer.ts';
import type { Model, ModelContract, ModelDescription, ModelFile, Predictions } from '../model.ts';
import type { CompiledTrees } from '../trees/compiledTrees.ts';
import { checkContract } from './checkContract.ts';
import { compileForest } from './compileForest.ts';
import { forestEvaluator } from './evaluateForest.ts';
import type { ForestDescription, ForestFile } from './forestFile.ts';
import { forestFileFrom } from './forestFileFrom.ts';
import { type ForestLimits, forestLimits } from './forestLimits.ts';
import { isMlRandomForest } from './mlRandomForest.ts';
import { parseJson } from './parseJson.ts';
import { readForestFile } from './readForestFile.ts';

/** A file that is read once, whether it is described, bound or both. */
export function readForest(bytes: Uint8Array): ModelFile {
  const json = parseJson(bytes);
  if (isMlRandomForest(json)) {
    const task = json.name === 'RFClassifier' ? 'classification' : 'regression';
    return { description: { writtenBy: 'ml-random-forest', task }, bind: (contract) => bindForest(json, contract, forestLimits) };
  }
  const file = readForestFile(json, forestLimits);
  return { description: describeForest(file), bind: (contract) => bindForest(json, contract, forestLimits) };
}

function describeForest({ task, features, categories, classes }: ForestFile): ModelDescription {
  return {
    task,
    classCount: classes.length,
    ...(task === 'classification' ? { classes } : {}),
    features: features.map((name) => {
      const values = Object.hasOwn(categories, name) ? categories[name] : undefined;
      return values === undefined ? { name, type: 'numeric' } : { name, type: 'categorical', values };
    }),
  };
}

/** A forest predicts synchronously, so that a caller that knows the format needs no promise. */
interface ForestModel extends Model {
  predict(rows: Float64Array, count: number): Predictions;
}

/** Reads and binds a forest synchronously. @throws ModelFormatError */
export function loadForest(bytes: Uint8Array, contract: ModelContract, limits = forestLimits): ForestModel {
  return bindForest(parseJson(bytes), contract, limits);
}

function bindForest(json: Readonly<Record<string, unknown>>, contract: ModelContract, limits: ForestLimits): ForestModel {
  const file = readForestFile(isMlRandomForest(json) ? forestFileFrom(json, descriptionOf(contract), limits) : json, limits);
  checkContract(file, contract);
  const compiled = compileForest(file, limits);
  const evaluate = forestEvaluator(compiled, file.aggregation);
  const featureCount = file.features.length;
  const knownCategories = categoryReader(file);
  return {
    categories: file.categories,
    predict(rows, count) {
      checkRows(rows, count, featureCount);
      return evaluate(knownCategories(rows), count);
    },
    ...(file.aggregation === 'median' ? {} : { explainer: (background) => explainerOf(compiled, background, { file, knownCategories }) }),
  };
}

interface Explained {
  readonly file: ForestFile;
  readonly knownCategories: RowReader;
}

/** Loaded on first use: most processes only predict. */
async function explainerOf(trees: CompiledTrees, background: Background, { file, knownCategories }: Explained): Promise<Explainer> {
  const { treeExplainer } = await import('../explain/treeExplainer.ts');
  const explainer = treeExplainer(trees, {
    scale: file.task === 'classification' ? 'probability' : 'value',
    background: { ...background, rows: knownCategories(background.rows) },
  });
  return { ...explainer, contributions: (rows, count) => explainer.contributions(knownCategories(rows), count) };
}

type RowReader = (rows: Float64Array) => Float64Array;

/** Rows in which a category that the forest does not know, an index beyond its list, is a missing value; the same rows where there is none. */
function categoryReader({ features, categories }: ForestFile): RowReader {
  const width = features.length;
  const counts = features.flatMap((name, feature) => {
    const list = Object.hasOwn(categories, name) ? categories[name] : undefined;
    return list === undefined ? [] : [{ feature, count: list.length }];
  });
  return (rows) => {
    let known = rows;
    for (const { feature, count } of counts) {
      for (let cell = feature; cell < rows.length; cell += width) {
        if ((rows[cell] as number) < count || Number.isNaN(rows[cell])) continue;
        if (known === rows) known = rows.slice();
        known[cell] = Number.NaN;
      }
    }
    return known;
  };
}

function descriptionOf(contract: ModelContract): ForestDescription {
  const listed = contract.features.filter((feature) => feature.type === 'categorical' && feature.values);
  return {
    features: contract.features.map((feature) => feature.name),
    categories: Object.fromEntries(listed.map((feature) => [feature.name, feature.values ?? []])),
    classes: contract.classes,
    training: {},
  };
}
