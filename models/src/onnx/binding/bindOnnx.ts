import { matchFeatures } from '../../contract/matchFeatures.ts';
import { nameList } from '../../contract/nameList.ts';
import type { Model, ModelContract, Predictions } from '../../model.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import { ModelInputError } from '../../modelInputError.ts';
import { inputCategories } from '../graph/inputCategories.ts';
import { UnknownCategory } from '../operators/unknownCategory.ts';
import type { Tensor } from '../tensor.ts';
import { answerWriter } from './answers.ts';
import type { OnnxModel } from './onnxModel.ts';
import { type BoundInput, rowTensors } from './rowTensors.ts';

/** Rows that a run takes at most: more do not make it faster, and values between the nodes grow with them. */
const mostRows = 256;

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
  const { hasProbabilities, write } = answerWriter(model.rolesFor(widths), contract);
  const batch = inputs.find((input) => input.batch !== undefined)?.batch;
  const run = rowRunner(model, inputs, contract);
  const width = contract.features.length;
  const predict = (rows: Float64Array, count: number): Predictions => {
    if (rows.length !== count * width) {
      throw new RangeError(`${count} rows of ${width} features take ${count * width} numbers, got ${rows.length}`);
    }
    const values = new Float64Array(count);
    const probabilities = hasProbabilities ? new Float64Array(count * contract.classes.length) : undefined;
    for (let first = 0; first < count; first += batch ?? mostRows) {
      const rest = Math.min(count - first, batch ?? mostRows);
      const outputs = run({ tensors: tensors(rows, { first, count: batch ?? rest, last: count - 1 }), first });
      write(outputs, { first, count: rest }, { values, probabilities });
    }
    return probabilities === undefined ? { values } : { values, probabilities };
  };
  const listed = contract.features.flatMap(({ name }, place) =>
    categories[place] === undefined ? [] : [[name, categories[place]] as const],
  );
  return { categories: Object.fromEntries(listed), predict };
}

interface Rows {
  readonly tensors: readonly Tensor[];
  readonly first: number;
}

/** Runs the graph; a category that an encoder refuses is an error of its row and feature. */
function rowRunner(model: OnnxModel, inputs: readonly BoundInput[], contract: ModelContract): (rows: Rows) => readonly Tensor[] {
  const places = inputs.flatMap((input) => input.places);
  const origins = model.originsFor(inputs.map((input) => input.places.length));
  return ({ tensors, first }) => {
    try {
      return model.run(tensors);
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
