import type { Background, Explainer } from '../explain/explainer.ts';
import type { Model, ModelContract, ModelFormat, Predictions } from '../model.ts';
import { checkContract } from './checkContract.ts';
import { type CompiledForest, compileForest } from './compileForest.ts';
import { forestEvaluator } from './evaluateForest.ts';
import type { ForestDescription, ForestFile } from './forestFile.ts';
import { forestFileFrom } from './forestFileFrom.ts';
import { type ForestLimits, forestLimits } from './forestLimits.ts';
import { isMlRandomForest } from './mlRandomForest.ts';
import { parseJson } from './parseJson.ts';
import { readForestFile } from './readForestFile.ts';

/**
 * Random forests: `modelmonitor/forest` files, and the bare JSON of ml-random-forest.
 * The latter names nothing, so its features, categories and classes are taken to be the resource's.
 */
export const forestFormat = {
  about: 'JSON written by `modelmonitor train` or ml-random-forest',
  predictsUnseen: true,
  load: (bytes: Uint8Array, contract: ModelContract) => loadForest(bytes, contract, forestLimits),
} satisfies ModelFormat;

/** A forest predicts synchronously, so that a caller that knows the format needs no promise. */
interface ForestModel extends Model {
  predict(rows: Float64Array, count: number): Predictions;
}

/** `forestFormat.load` within limits other than its own. */
export function loadForest(bytes: Uint8Array, contract: ModelContract, limits: ForestLimits): ForestModel {
  const json = parseJson(bytes);
  const file = readForestFile(isMlRandomForest(json) ? forestFileFrom(json, descriptionOf(contract), limits) : json, limits);
  checkContract(file, contract);
  const compiled = compileForest(file, limits);
  const evaluate = forestEvaluator(compiled);
  const featureCount = file.features.length;
  const knownCategories = categoryReader(file);
  return {
    categories: file.categories,
    predict(rows, count) {
      if (rows.length !== count * featureCount) {
        throw new RangeError(`${count} rows of ${featureCount} features take ${count * featureCount} numbers, got ${rows.length}`);
      }
      return evaluate(knownCategories(rows), count);
    },
    ...(compiled.aggregation === 'median' ? {} : { explainer: (background) => explainerOf(compiled, background, knownCategories) }),
  };
}

/** Loaded on first use: most processes only predict. */
async function explainerOf(forest: CompiledForest, background: Background, knownCategories: RowReader): Promise<Explainer> {
  const { forestExplainer } = await import('../explain/forestExplainer.ts');
  const explainer = forestExplainer(forest, { ...background, rows: knownCategories(background.rows) });
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
