import { checkRows } from '../../contract/checkRows.ts';
import type { Model, ModelContract, Predictions } from '../../model.ts';
import { ModelInputError } from '../../modelInputError.ts';
import { UnknownCategory } from '../operators/unknownCategory.ts';
import { answerWriter } from './answers.ts';
import { bindRows } from './bindRows.ts';
import { type RunRows, runRows } from './boundRows.ts';
import type { OnnxModel } from './onnxModel.ts';

/** @throws ModelFormatError that names what the resource and the file disagree on */
export function bindOnnx(model: OnnxModel, contract: ModelContract): Model {
  const { bound, widths, places, categories } = bindRows(model, contract);
  const roles = model.rolesFor(widths);
  const { hasProbabilities, order, write } = answerWriter(roles, contract);
  const refusing = refusalAware(model, { widths, places }, contract);
  const run = refusing(model.run);
  const width = contract.features.length;
  const predict = (rows: Float64Array, count: number): Predictions => {
    checkRows(rows, count, width);
    const values = new Float64Array(count);
    const probabilities = hasProbabilities ? new Float64Array(count * contract.classes.length) : undefined;
    runRows({ ...bound, rows, count }, run, (outputs, range) => write(outputs, range, { values, probabilities }));
    return probabilities === undefined ? { values } : { values, probabilities };
  };
  return {
    categories,
    predictsUnseen: !refusesCategories(model),
    predict,
    explainer: async (background) => {
      const { explainOnnx } = await import('../explain/explainOnnx.ts');
      return explainOnnx({ model, refusing, roles, bound, width, places, widths, order, predict }, background);
    },
  };
}

/** Whether an encoder of the graph ends with an error on a category that it does not know. */
function refusesCategories({ graph }: OnnxModel): boolean {
  return graph.nodes.some(({ operator, attributes }) => operator === 'OneHotEncoder' && attributes.get('zeros')?.integer === 0);
}

/** Makes of a run one that says which feature of which row holds a category that an encoder refuses. */
function refusalAware(
  model: OnnxModel,
  { widths, places }: { widths: readonly number[]; places: readonly number[] },
  contract: ModelContract,
): (run: OnnxModel['run']) => RunRows {
  const origins = model.originsFor(widths);
  return (run) => (tensors, first) => {
    try {
      return run(tensors);
    } catch (error) {
      if (!(error instanceof UnknownCategory)) throw error;
      const feature = places[origins.get(error.source)?.[error.column] ?? 0] as number;
      throw new ModelInputError(`feature "${contract.features[feature]?.name}": ${error.message}`, { row: first + error.row, feature });
    }
  };
}
