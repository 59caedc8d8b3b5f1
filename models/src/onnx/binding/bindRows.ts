import { matchFeatures } from '../../contract/matchFeatures.ts';
import { nameList } from '../../contract/nameList.ts';
import type { Model, ModelContract } from '../../model.ts';
import { ModelFormatError } from '../../modelFormatError.ts';
import { inputCategories } from '../graph/inputCategories.ts';
import type { BoundRows } from './boundRows.ts';
import type { OnnxTable } from './onnxModel.ts';
import { type BoundInput, rowTensors } from './rowTensors.ts';

/** The rows of a contract as the inputs of a graph. */
interface BoundTable {
  readonly bound: BoundRows;
  readonly inputs: readonly BoundInput[];
  /** Columns of each input. */
  readonly widths: readonly number[];
  /** Per column of the inputs: its place in the contract. */
  readonly places: readonly number[];
  readonly categories: Model['categories'];
}

/** @throws ModelFormatError that names what the resource and the file disagree on */
export function bindRows(table: OnnxTable, contract: ModelContract): BoundTable {
  const inputs = bindInputs(table, contract);
  const known = textsByPlace(table, inputs);
  const categories = contract.features.map(({ type, values }, place) =>
    type === 'categorical' ? (values ?? known[place] ?? []) : undefined,
  );
  checkTypes(inputs, contract);
  const listed = contract.features.flatMap(({ name }, place) =>
    categories[place] === undefined ? [] : [[name, categories[place]] as const],
  );
  return {
    bound: {
      tensors: rowTensors(inputs, contract.features, { categories, known }),
      batch: inputs.find((input) => input.batch !== undefined)?.batch,
    },
    inputs,
    widths: inputs.map(({ places }) => places.length),
    places: inputs.flatMap(({ places }) => places),
    categories: Object.fromEntries(listed),
  };
}

/** By name where each input is one column, else by order. */
function bindInputs({ inputs }: OnnxTable, contract: ModelContract): readonly BoundInput[] {
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
function textsByPlace({ graph, originsFor }: OnnxTable, inputs: readonly BoundInput[]): readonly (readonly string[] | undefined)[] {
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
