import type { Background, Explainer } from '../explain/explainer.ts';
import type { Model, ModelContract, ModelFormat, Predictions } from '../model.ts';
import { checkContract } from './checkContract.ts';
import { type CompiledForest, compileForest } from './compileForest.ts';
import { forestEvaluator } from './evaluateForest.ts';
import type { ForestDescription } from './forestFile.ts';
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
  return {
    categories: file.categories,
    predict(rows, count) {
      if (rows.length !== count * featureCount) {
        throw new RangeError(`${count} rows of ${featureCount} features take ${count * featureCount} numbers, got ${rows.length}`);
      }
      return evaluate(rows, count);
    },
    ...(compiled.aggregation === 'median' ? {} : { explainer: (background) => explainerOf(compiled, background) }),
  };
}

/** Loaded on first use: most processes only predict. */
async function explainerOf(forest: CompiledForest, background: Background): Promise<Explainer> {
  const { forestExplainer } = await import('../explain/forestExplainer.ts');
  return forestExplainer(forest, background);
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
