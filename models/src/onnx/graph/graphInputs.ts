import { ModelFormatError } from '../../modelFormatError.ts';
import type { Graph, ModelProto, ValueInfo } from '../file/modelProto.ts';
import { type ElementType, elementType } from '../tensor.ts';
import { inputWidth } from './inputWidth.ts';

/** An input of a graph: one or more features of the rows. */
export interface GraphInput {
  readonly name: string;
  readonly type: ElementType;
  /** Number of features; undefined where the declared shape leaves it open. */
  readonly width: number | undefined;
  /** Number of features that the nodes use; undefined where they do not say. */
  readonly usedWidth: number | undefined;
  /** 1 for a list of one value per row, 2 for a matrix. */
  readonly rank: 1 | 2;
  /** Rows that each run takes, where the file fixes them. */
  readonly batch: number | undefined;
}

/** @throws ModelFormatError for inputs that are no table: images, sequences, labels */
export function graphInputs({ producer, graph }: ModelProto & { graph: Graph }): readonly GraphInput[] {
  const given = graph.inputs.filter(({ name }) => !graph.initializers.has(name));
  if (producer === 'ML.NET') {
    throw new ModelFormatError(
      `expected a model that takes features alone, got one of ML.NET, which takes the label as an input and answers with keys (inputs ${given.map(({ name }) => name).join(', ')})`,
    );
  }
  if (given.length === 0) throw new ModelFormatError('ONNX graph: expected at least one input, got none');
  return given.map((info) => graphInput(info, graph));
}

function graphInput({ name, elementCode, shape }: ValueInfo, graph: Graph): GraphInput {
  if (elementCode === undefined) throw new ModelFormatError(`ONNX input "${name}": expected a tensor, got a sequence or a map`);
  const type = elementType(elementCode, `ONNX input "${name}"`);
  const sizes = shape ?? [undefined, undefined];
  if (sizes.length > 2 || sizes.length === 0) {
    const got = sizes.length === 0 ? 'a single number' : sizes.map((size) => size ?? '?').join(' × ');
    throw new ModelFormatError(`ONNX input "${name}": expected rows × features, got ${got}: images, texts and sequences are not served`);
  }
  const rank = sizes.length === 1 ? 1 : 2;
  const width = rank === 1 ? 1 : sizes[1];
  return { name, type, rank, batch: sizes[0], width, usedWidth: width ?? inputWidth(graph, name) };
}
