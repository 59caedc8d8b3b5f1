import { checkRows } from '../contract/checkRows.ts';
import { arrangeExplainer } from '../explain/arrangeExplainer.ts';
import type { Model, ModelContract, ModelFeature } from '../model.ts';
import { ModelFormatError } from '../modelFormatError.ts';
import { ModelInputError } from '../modelInputError.ts';
import { classOrder } from './classOrder.ts';
import type { Column } from './columns/column.ts';
import type { Scope } from './columns/scope.ts';
import { categoryNames, type DescribedModel } from './describeModel.ts';
import { compileEstimators as compile } from './estimators.ts';
import { featureOrder } from './featureOrder.ts';
import type { Fields } from './schema/fields.ts';
import type { Predictor } from './step.ts';

/** Cells of a batch that are transformed at once. */
const blockCells = 1 << 18;

/** @throws ModelFormatError that names what the resource and the file disagree on */
export function bindModel(fields: Fields, described: DescribedModel, contract: ModelContract): Model {
  if (described.description.task !== contract.task) {
    throw new ModelFormatError(`the resource has a ${contract.task} model, the file a ${described.description.task} one`);
  }
  const order = featureOrder(described, contract);
  const categories = new Map<string, readonly string[]>();
  const columns = order.map((feature, input): Column => {
    const found = feature < 0 ? undefined : (contract.features[feature] as ModelFeature);
    const name = described.inputs.names?.[input];
    const named = name === undefined ? {} : { name };
    if (found?.type !== 'categorical') return { inputs: feature < 0 ? [] : [feature], additive: true, ...named };
    const values = found.values ?? fileCategories(described, input);
    categories.set(found.name, values);
    return { inputs: [feature], additive: true, levels: values, ...named };
  });
  let widest = order.length;
  const scope: Scope = {
    noteWidth: (count) => {
      widest = Math.max(widest, count);
    },
    inputName: (feature) => contract.features[feature]?.name ?? '',
    predictsUnseen: (feature) => contract.features[feature]?.unseen === 'predict',
    use: () => undefined,
  };
  const predictor = compile.predictor({ fields, columns, scope, compile });
  return modelOf(predictor, {
    order,
    widest,
    contract,
    classes: classOrder(predictor.classes, contract),
    categories: Object.fromEntries(categories),
  });
}

function fileCategories({ uses }: DescribedModel, input: number): readonly string[] {
  const use = uses.get(input);
  if (use === undefined) return [];
  // Truth values are numbers to a model that takes them as they are.
  if (use.levels === undefined) return ['false', 'true'];
  return categoryNames(use.levels);
}

interface Binding {
  /** Per input of the file: the feature of the contract, −1 for one that is not used. */
  readonly order: readonly number[];
  /** Columns of the step that returns most of them. */
  readonly widest: number;
  readonly contract: ModelContract;
  /** Per class of the file: its index in the contract; undefined where the order is the same. */
  readonly classes: readonly number[] | undefined;
  readonly categories: Readonly<Record<string, readonly string[]>>;
}

function modelOf(predictor: Predictor, { order, widest, contract, classes, categories }: Binding): Model {
  const width = contract.features.length;
  const inBlocks = blocks(order, width, widest);
  const sums = predictor.margins ?? predictor.sums;
  return {
    categories,
    predict: (rows, count) => {
      const values = new Float64Array(count);
      let probabilities: Float64Array | undefined;
      inBlocks(rows, count, (cells, size, start) => {
        const answer = predictor.predict(cells, size);
        values.set(classes === undefined ? answer.values : answer.values.map((index) => classes[index] as number), start);
        if (answer.probabilities === undefined) return;
        probabilities ??= new Float64Array(count * contract.classes.length);
        probabilities.set(contractOrder(answer.probabilities, classes), start * contract.classes.length);
      });
      return probabilities === undefined ? { values } : { values, probabilities };
    },
    ...(sums === undefined
      ? {}
      : {
          margins: (rows: Float64Array, count: number) => {
            const values = new Float64Array(count * sums.outputs);
            inBlocks(rows, count, (cells, size, start) =>
              values.set(contractSums(sums.compute(cells, size), sums.outputs, classes), start * sums.outputs),
            );
            return { outputs: sums.outputs, values };
          },
        }),
    explainer: async (background) => {
      const { explainModel } = await import('./explainModel.ts');
      const explainer = explainModel({ predictor, inputs: (rows) => fileRows(rows, order, width), width }, background);
      const { outputs } = explainer;
      return arrangeExplainer(explainer, (values) => contractSums(values, outputs, classes));
    },
  };
}

type Visit = (cells: Float64Array, count: number, start: number) => void;

/** Walks rows in blocks, in the order of the file's columns. */
function blocks(order: readonly number[], width: number, widest: number): (rows: Float64Array, count: number, visit: Visit) => void {
  const size = Math.max(1, Math.min(4096, Math.floor(blockCells / Math.max(64, widest))));
  const same = order.length === width && order.every((feature, input) => feature === input);
  return (rows, count, visit) => {
    checkRows(rows, count, width);
    for (let start = 0; start < count; start += size) {
      const length = Math.min(size, count - start);
      const block = rows.subarray(start * width, (start + length) * width);
      try {
        visit(same ? block : fileRows(block, order, width), length, start);
      } catch (error) {
        if (!(error instanceof ModelInputError)) throw error;
        throw new ModelInputError(error.message, { row: error.row + start, feature: error.feature });
      }
    }
  };
}

function fileRows(rows: Float64Array, order: readonly number[], width: number): Float64Array {
  const count = rows.length / width;
  const cells = new Float64Array(count * order.length);
  for (let row = 0; row < count; row++) {
    for (let input = 0; input < order.length; input++) {
      const feature = order[input] as number;
      cells[row * order.length + input] = feature < 0 ? Number.NaN : (rows[row * width + feature] as number);
    }
  }
  return cells;
}

/** Numbers per class of the file, in the order of the contract. */
function contractOrder(values: Float64Array, classes: readonly number[] | undefined): Float64Array {
  if (classes === undefined) return values;
  const result = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += classes.length) {
    classes.forEach((place, index) => {
      result[start + place] = values[start + index] as number;
    });
  }
  return result;
}

/** Sums per class; the one sum of two classes is that of the contract's second one. */
function contractSums(values: Float64Array, outputs: number, classes: readonly number[] | undefined): Float64Array {
  if (classes === undefined || outputs === classes.length) return contractOrder(values, classes);
  return outputs === 1 ? values.map((value) => -value) : values;
}
