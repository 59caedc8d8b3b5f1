import { matchClasses } from '../contract/matchClasses.ts';
import { matchFeatures } from '../contract/matchFeatures.ts';
import { identity, type Link } from '../links/links.ts';
import type { Model, ModelContract, ModelDescription, ModelFile, Predictions } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { compileTrees } from '../trees/compileTrees.ts';
import { placeColumns } from '../trees/placeColumns.ts';
import { treeEvaluator } from '../trees/treeEvaluator.ts';
import { bindCategories } from './bindCategories.ts';
import type { BoostedFile } from './boostedFile.ts';
import type { Explained } from './explainBoosted.ts';
import { inputGuard } from './inputGuard.ts';
import { orderOutputs } from './orderOutputs.ts';

/** The model file of boosted trees, whatever library wrote them. */
export function boostedModel(file: BoostedFile): ModelFile {
  return { description: describe(file), bind: (contract) => bind(file, contract) };
}

function describe({ writtenBy, answer, features, columns, trees, classNames }: BoostedFile): ModelDescription {
  const names = columns.madeUp === true ? undefined : columns.names;
  return {
    writtenBy,
    task: answer === 'value' ? 'regression' : 'classification',
    features: features.map(({ type, maybeTruth, categories }, feature) => ({
      ...(names === undefined ? {} : { name: names[feature] as string }),
      ...(type === undefined || maybeTruth === true ? {} : { type }),
      ...(categories === undefined ? {} : { values: categories }),
    })),
    classCount: answer === 'value' ? 0 : answer === 'binary' ? 2 : trees.outputs,
    ...(answer === 'value' || classNames === undefined ? {} : { classes: classNames }),
  };
}

function bind(file: BoostedFile, contract: ModelContract): Model {
  checkTask(file, contract);
  // The model keeps nothing else of the file, whose lists are larger than the compiled trees.
  const { bias } = file;
  const places = matchFeatures(contract, { ...file.columns, count: file.features.length });
  const { categories, trees } = bindCategories(file, contract, places);
  const compiled = placeColumns(compileTrees(trees), places, contract.features.length);
  const evaluate = treeEvaluator(compiled);
  const guard = inputGuard(file, contract, { places, categories });
  const order = contract.task === 'regression' ? [] : classOrder(file, contract);
  const sumsOf = (rows: Float64Array, count: number): Float64Array => addBias(evaluate(guard(rows), count), bias);
  const predict = contract.task === 'regression' ? valuesOf(file.link) : classesOf(file, order);
  const explained: Explained = { trees: compiled, guard, bias: bias ?? [], order };
  const scale = contract.task === 'regression' && file.link === identity ? 'value' : 'margin';
  return {
    categories,
    predict: (rows, count) => predict(sumsOf(rows, count), count),
    margins: (rows, count) => ({ outputs: compiled.outputs, values: orderOutputs(sumsOf(rows, count), order, compiled.outputs) }),
    // Linear models in the leaves have no Shapley values by the covers of the file.
    ...(compiled.linear.size > 0
      ? {}
      : { explainer: async (background) => (await import('./explainBoosted.ts')).explainBoosted(explained, { background, scale }) }),
  };
}

function checkTask({ answer, fitsBoth, writtenBy }: BoostedFile, { task }: ModelContract): void {
  const own = answer === 'value' ? 'regression' : 'classification';
  if (task === own || fitsBoth === true) return;
  throw new ModelFormatError(`expected a ${task} model, as the resource has it; the ${writtenBy} file holds a ${own} model`);
}

function addBias(sums: Float64Array, bias: readonly number[] | undefined): Float64Array {
  if (bias === undefined) return sums;
  for (let index = 0; index < sums.length; index++) sums[index] = (sums[index] as number) + (bias[index % bias.length] as number);
  return sums;
}

/** Turns margins, which it overwrites, into predictions. */
type Answer = (margins: Float64Array, count: number) => Predictions;

function valuesOf(link: Link): Answer {
  return (margins) => {
    link(margins);
    return { values: margins };
  };
}

/** For each class of the contract, its index in the file. */
function classOrder({ answer, classNames, trees }: BoostedFile, contract: ModelContract): number[] {
  const count = answer === 'multiclass' ? trees.outputs : 2;
  return matchClasses(contract, { count, ...(classNames === undefined ? {} : { names: classNames }) });
}

function classesOf({ answer, link, trees }: BoostedFile, order: readonly number[]): Answer {
  if (answer !== 'multiclass') return binaryOf(link, order);
  const { outputs } = trees;
  return (margins, count) => {
    const [values, probabilities] = [new Float64Array(count), new Float64Array(count * outputs)];
    for (let row = 0; row < count; row++) {
      const shares = margins.subarray(row * outputs, (row + 1) * outputs);
      link(shares);
      let best = 0;
      for (let output = 1; output < outputs; output++) if ((shares[output] as number) > (shares[best] as number)) best = output;
      values[row] = order.indexOf(best);
      for (let index = 0; index < outputs; index++) probabilities[row * outputs + index] = shares[order[index] as number] as number;
    }
    return { values, probabilities };
  };
}

function binaryOf(link: Link, order: readonly number[]): Answer {
  const second = order.indexOf(1);
  return (margins, count) => {
    const [values, probabilities] = [new Float64Array(count), new Float64Array(count * 2)];
    link(margins);
    for (let row = 0; row < count; row++) {
      const share = margins[row] as number;
      values[row] = share > 0.5 ? second : 1 - second;
      probabilities[row * 2 + second] = share;
      probabilities[row * 2 + 1 - second] = 1 - share;
    }
    return { values, probabilities };
  };
}
