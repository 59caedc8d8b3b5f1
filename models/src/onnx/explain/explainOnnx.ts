import { additiveExplainer } from '../../explain/additiveExplainer.ts';
import { arrangeExplainer } from '../../explain/arrangeExplainer.ts';
import type { Background, Explainer } from '../../explain/explainer.ts';
import { permutationExplainer } from '../../explain/permutationExplainer.ts';
import { treeExplainer } from '../../explain/treeExplainer.ts';
import type { Predictions } from '../../model.ts';
import type { AnswerRoles } from '../binding/answerRoles.ts';
import { type BoundRows, numbersOfRows, type RunRows } from '../binding/boundRows.ts';
import type { OnnxModel } from '../binding/onnxModel.ts';
import { type Attribution, attributionOf } from './attribution.ts';

/** A model bound to a contract, as explanations need it. */
export interface ExplainedOnnx {
  readonly model: OnnxModel;
  /** Makes of a run one whose refusals name the feature. */
  readonly refusing: (run: OnnxModel['run']) => RunRows;
  readonly roles: AnswerRoles;
  readonly bound: BoundRows;
  /** Features of the contract. */
  readonly width: number;
  /** Per column of the graph's inputs: its place in the contract. */
  readonly places: readonly number[];
  /** Columns of each input. */
  readonly widths: readonly number[];
  /** For each class of the contract, its place in the file; undefined for regression. */
  readonly order: readonly number[] | undefined;
  readonly predict: (rows: Float64Array, count: number) => Predictions;
}

/**
 * Shapley values of a graph's inputs: exact for trees and linear models behind functions of single columns, contributions of columns that
 * come from one feature added up; estimated for all other graphs.
 *
 * @throws RangeError when the background holds no row
 */
export function explainOnnx(explained: ExplainedOnnx, background: Background): Explainer {
  const { model, roles, widths } = explained;
  const origins = model.originsFor(widths);
  const attribution = attributionOf(model, roles, origins);
  const explainer =
    attribution?.kind === 'trees'
      ? ofTrees(explained, { attribution, origins: origins.get(attribution.input) as readonly number[] }, background)
      : attribution?.kind === 'additive'
        ? ofSums(explained, attribution, background)
        : undefined;
  return explainer === undefined ? ofAnswers(explained, background) : inOrder(explainer, explained);
}

function ofTrees(
  { model, refusing, bound, width, places, roles }: ExplainedOnnx,
  { attribution, origins }: { attribution: Extract<Attribution, { kind: 'trees' }>; origins: readonly number[] },
  { rows, count, ...options }: Background,
): Explainer {
  const { trees, isMargin, isPair } = attribution.scores;
  const plan = model.plan(model.graph, [attribution.input]);
  const derive = numbersOfRows(bound, refusing(plan));
  const isDouble = plan(bound.tensors(new Float64Array(width), { first: 0, count: bound.batch ?? 1, last: 0 }))[0]?.type === 'double';
  const scale = roles.task === 'regression' ? 'value' : isMargin ? 'margin' : 'probability';
  const compiled = trees(origins.length, isDouble ? 'float64' : 'float32');
  const explainer = treeExplainer(compiled, { scale, background: { ...options, rows: derive(rows, count), count } });
  const { outputs } = explainer;
  const grouped: Explainer = {
    ...explainer,
    contributions(cells, size) {
      const own = explainer.contributions(derive(cells, size), size);
      const sums = new Float64Array(size * width * outputs);
      for (let at = 0; at < own.length; at++) {
        const [row, column] = [Math.floor(at / (origins.length * outputs)), Math.floor(at / outputs) % origins.length];
        const cell = (row * width + (places[origins[column] as number] as number)) * outputs + (at % outputs);
        sums[cell] = (sums[cell] as number) + (own[at] as number);
      }
      return sums;
    },
  };
  return isPair && !isMargin ? withFirstClass(grouped) : grouped;
}

/** Probabilities of two classes from that of the second. */
function withFirstClass(explainer: Explainer): Explainer {
  const pairs = (values: Float64Array, offset: number) =>
    Float64Array.from({ length: values.length * 2 }, (_, at) =>
      at % 2 === 1 ? (values[at >> 1] as number) : offset - (values[at >> 1] as number),
    );
  return {
    ...explainer,
    outputs: 2,
    base: pairs(explainer.base, 1),
    contributions: (rows, count) => pairs(explainer.contributions(rows, count), 0),
  };
}

function ofSums(
  { model, refusing, bound, width, roles }: ExplainedOnnx,
  { graph, value, isMargin }: Extract<Attribution, { kind: 'additive' }>,
  background: Background,
): Explainer | undefined {
  const answer = numbersOfRows(bound, refusing(model.plan(graph, [value])));
  const outputs = answer(new Float64Array(width), 1).length;
  const scale = roles.task === 'regression' ? 'value' : isMargin ? 'margin' : 'probability';
  // Two classes have one margin: that of the second.
  const isPair = roles.task === 'classification' && outputs === 2;
  const second = (rows: Float64Array, count: number) => answer(rows, count).filter((_, at) => at % 2 === 1);
  return additiveExplainer(isPair ? second : answer, { scale, outputs: isPair ? 1 : outputs, width, background });
}

function ofAnswers({ predict, order, width }: ExplainedOnnx, background: Background): Explainer {
  const outputs = order?.length ?? 1;
  const answer = (rows: Float64Array, count: number): Float64Array => {
    const { values, probabilities } = predict(rows, count);
    if (order === undefined) return values;
    if (probabilities !== undefined) return probabilities;
    const shares = new Float64Array(count * outputs);
    for (const [row, value] of values.entries()) shares[row * outputs + value] = 1;
    return shares;
  };
  return permutationExplainer(answer, { scale: order === undefined ? 'value' : 'probability', outputs, width, background });
}

/** An explainer whose outputs are in the order of the contract. */
function inOrder(explainer: Explainer, { order }: ExplainedOnnx): Explainer {
  const { outputs } = explainer;
  if (order === undefined || order.every((place, at) => place === at)) return explainer;
  const arrange = (values: Float64Array): Float64Array => {
    if (outputs === 1) return values.map((value) => -value);
    return values.map((_, at) => values[at - (at % outputs) + (order[at % outputs] as number)] as number);
  };
  return arrangeExplainer(explainer, arrange);
}
