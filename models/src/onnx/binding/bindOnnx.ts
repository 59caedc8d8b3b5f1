import { matchFeatures } from '../../contract/matchFeatures.ts';
import { nameList } from '../../contract/nameList.ts';
import type { Model, ModelContract, Predictions } from '../../model.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import { ModelInputError } from '../../modelInputError.ts';
import { inputCategories } from '../graph/inputCategories.ts';
import { UnknownCategory } from '../operators/unknownCategory.ts';
import { answerWriter } from './answers.ts';
import { type RunRows, runRows } from './boundRows.ts';
import type { OnnxModel } from './onnxModel.ts';
import { type BoundInput, rowTensors } from './rowTensors.ts';

/** @throws ModelFormatError that names what the resource and the file disagree on */
export function bindOnnx(model: OnnxModel, contract: ModelContract): Model {
  const inputs = bindInputs(model, contract);
  const widths = inputs.map(({ places }) => places.length);
  const known = textsByPlace(model, inputs);
  const categories = contract.features.map(({ type, values }, place) =>
    type === 'categorical' ? (values ?? known[place] ?? []) : undefined,
  );
  checkTypes(inputs, contract);
  const tensors = rowTensors(inputs, contract.features, { categories, known });
  const roles = model.rolesFor(widths);
  const { hasProbabilities, order, write } = answerWriter(roles, contract);
  const bound = { tensors, batch: inputs.find((input) => input.batch !== undefined)?.batch };
  const refusing = refusalAware(model, inputs, contract);
  const run = refusing(model.run);
  const width = contract.features.length;
  const predict = (rows: Float64Array, count: number): Predictions => {
    if (rows.length !== count * width) {
      throw new RangeError(`${count} rows of ${width} features take ${count * width} numbers, got ${rows.length}`);
    }
    const values = new Float64Array(count);
    const probabilities = hasProbabilities ? new Float64Array(count * contract.classes.length) : undefined;
    runRows({ ...bound, rows, count }, run, (outputs, range) => write(outputs, range, { values, probabilities }));
    return probabilities === undefined ? { values } : { values, probabilities };
  };
  const listed = contract.features.flatMap(({ name }, place) =>
    categories[place] === undefined ? [] : [[name, categories[place]] as const],
  );
  const places = inputs.flatMap((input) => input.places);
  return {
    categories: Object.fromEntries(listed),
    predict,
    explainer: async (background) => {
      const { explainOnnx } = await import('../explain/explainOnnx.ts');
      return explainOnnx({ model, refusing, roles, bound, width, places, widths, order, predict }, background);
    },
  };
}

/** Makes of a run one that says which feature of which row holds a category that an encoder refuses. */
function refusalAware(model: OnnxModel, inputs: readonly BoundInput[], contract: ModelContract): (run: OnnxModel['run']) => RunRows {
  const places = inputs.flatMap((input) => input.places);
  const origins = model.originsFor(inputs.map((input) => input.places.length));
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

/** By name where each input is one column, else by order. */
function bindInputs({ inputs }: OnnxModel, contract: ModelContract): readonly BoundInput[] {
  const { features } = contract;
  const open = inputs.filter(({ width }) => width === undefined).length;
  const declared = inputs.reduce((sum, { width = 0 }) => sum + width, 0);
  if (open === 0 && inputs.length > 1 && declared === inputs.length) {
    const places = matchFeatures(contract, { names: inputs.map(({ name }) => name), count: inputs.length, alias: identifier });
    return inputs.map((input, at) => ({ ...input, places: [places[at] as number] }));
  }
  const rest = features.length - declared;
  if (open > 1 || rest < (open === 0 ? 0 : 1) || (open === 0 && rest !== 0)) {
    const names = nameList(features.map(({ name }) => name));
    throw new ModelFormatError(
      `expected the ${declared} features of the ONNX file, whose order counts; the resource has ${features.length}: ${names}`,
    );
  }
  let next = 0;
  return inputs.map((input) => ({ ...input, places: Array.from({ length: input.width ?? rest }, () => next++) }));
}

/** Converters turn names into identifiers. */
function identifier(name: string): string {
  return name.replace(/[^A-Za-z0-9_]/g, '_');
}

/** Per feature of the contract: the texts that encoders of the file know. */
function textsByPlace({ graph, originsFor }: OnnxModel, inputs: readonly BoundInput[]): readonly (readonly string[] | undefined)[] {
  const known = inputCategories(graph, originsFor(inputs.map(({ places }) => places.length)));
  const texts: (readonly string[] | undefined)[] = [];
  for (const [column, place] of inputs.flatMap(({ places }) => places).entries()) texts[place] = known.get(column)?.map(String);
  return texts;
}

function checkTypes(inputs: readonly BoundInput[], { features }: ModelContract): void {
  for (const { name, type, places } of inputs) {
    for (const place of places) {
      const feature = features[place];
      if (type !== 'string' || feature?.type !== 'numeric') continue;
      throw new ModelFormatError(
        `feature "${feature.name}" is numeric in the resource, but the input "${name}" of the ONNX file takes texts`,
      );
    }
  }
}
