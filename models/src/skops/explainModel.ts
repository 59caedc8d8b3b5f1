import { additiveExplainer } from '../explain/additiveExplainer.ts';
import type { Background, Explainer } from '../explain/explainer.ts';
import { permutationExplainer } from '../explain/permutationExplainer.ts';
import { treeExplainer } from '../explain/treeExplainer.ts';
import { ModelInputError } from '../modelInputError.ts';
import { treeEvaluator } from '../trees/treeEvaluator.ts';
import type { Column } from './columns/column.ts';
import type { Apply, Attribution, Predictor } from './step.ts';

interface ExplainedModel {
  readonly predictor: Predictor;
  /** Rows in the order of the contract as the model takes them. */
  readonly inputs: Apply;
  /** Features of the contract. */
  readonly width: number;
}

type TreesAttribution = Extract<Attribution, { kind: 'trees' }>;

/**
 * Shapley values of a model's inputs, its outputs in the order of the file: of trees by their covers, contributions of columns that come from
 * one input added up; of linear models exactly; of all others estimated.
 *
 * @throws RangeError when background rows are needed and the model predicts none of them
 */
export function explainModel(model: ExplainedModel, given: Background): Explainer {
  const { predictor, inputs, width } = model;
  const { attribution } = predictor;
  const usable = predictableRows(given, { predict: (rows, count) => predictor.predict(inputs(rows, count), count).values, width });
  if (attribution?.kind === 'trees' && attribution.columns.every((column) => column.inputs.length <= 1)) {
    return groupedTrees(model, attribution, usable);
  }
  const { answer, outputs, scale } = answerOf(predictor);
  const ofInputs: Apply = (rows, count) => answer(inputs(rows, count), count);
  const isAdditive = attribution?.kind === 'additive' && attribution.columns.every((column) => column.additive);
  return (isAdditive ? additiveExplainer : permutationExplainer)(ofInputs, { scale, outputs, width, background: usable });
}

/** A background may hold rows that the model refuses: they say nothing about it. */
function predictableRows(given: Background, { predict, width }: { predict: Apply; width: number }): Background {
  const kept = Array.from({ length: given.count }, (_, row) => given.rows.subarray(row * width, (row + 1) * width)).filter((row) => {
    try {
      predict(row, 1);
      return true;
    } catch (error) {
      if (error instanceof ModelInputError) return false;
      throw error;
    }
  });
  if (kept.length === given.count) return given;
  const rows = new Float64Array(kept.length * width);
  kept.forEach((row, index) => {
    rows.set(row, index * width);
  });
  return { ...given, rows, count: kept.length };
}

function answerOf({ attribution, classes, hasProbabilities, sums, predict }: Predictor): {
  answer: Apply;
  outputs: number;
  scale: Explainer['scale'];
} {
  if (attribution?.kind === 'additive')
    return { answer: attribution.sums.compute, outputs: attribution.sums.outputs, scale: attribution.scale };
  if (attribution?.kind === 'trees') {
    const evaluate = treeEvaluator(attribution.trees);
    return {
      answer: (rows, count) => evaluate(attribution.rows(rows, count), count),
      outputs: attribution.trees.outputs,
      scale: attribution.scale,
    };
  }
  if (classes === undefined) return { answer: (rows, count) => predict(rows, count).values, outputs: 1, scale: 'value' };
  const size = classes.length;
  if (hasProbabilities)
    return { answer: (rows, count) => predict(rows, count).probabilities as Float64Array, outputs: size, scale: 'probability' };
  if (sums !== undefined) return { answer: sums.compute, outputs: sums.outputs, scale: 'margin' };
  const votes: Apply = (rows, count) => {
    const shares = new Float64Array(count * size);
    predict(rows, count).values.forEach((value, row) => {
      shares[row * size + value] = 1;
    });
    return shares;
  };
  return { answer: votes, outputs: size, scale: 'probability' };
}

function groupedTrees(
  { inputs, width }: ExplainedModel,
  { trees, columns, rows, scale }: TreesAttribution,
  { rows: behind, count, ...options }: Background,
): Explainer {
  const derive: Apply = (cells, size) => rows(inputs(cells, size), size);
  const explainer = treeExplainer(trees, { scale, background: { ...options, rows: derive(behind, count), count } });
  const { outputs } = explainer;
  const places = columns.map(({ inputs: [input = -1] }: Column) => input);
  return {
    ...explainer,
    contributions(cells, size) {
      const own = explainer.contributions(derive(cells, size), size);
      const sums = new Float64Array(size * width * outputs);
      own.forEach((value, place) => {
        const [row, column] = [Math.floor(place / (columns.length * outputs)), Math.floor(place / outputs) % columns.length];
        const input = places[column] as number;
        if (input < 0) return;
        const cell = (row * width + input) * outputs + (place % outputs);
        sums[cell] = (sums[cell] as number) + value;
      });
      return sums;
    },
  };
}
