import type { RemoteSource } from '@modelmonitor/api/plain';
import { SourceError } from '../errors.ts';
import { readAnswers } from './readAnswers.ts';
import { RemoteError } from './remoteError.ts';
import type { RemoteCell, RemoteContract, RemoteProtocol } from './remoteModel.ts';

/** A tensor of the metadata. */
interface TensorMetadata {
  readonly name: string;
  readonly datatype: string;
  readonly shape: readonly number[];
}

/** A tensor of a message, its data flat or nested. */
interface Tensor extends TensorMetadata {
  readonly data: readonly unknown[];
}

export interface V2Metadata {
  readonly inputs?: readonly TensorMetadata[];
  readonly outputs?: readonly TensorMetadata[];
  readonly parameters?: { readonly content_type?: unknown };
}

/** Reads metadata. @throws RemoteError where it is something else */
export function v2Metadata(json: unknown): V2Metadata {
  const { inputs = [], outputs = [], parameters } = (json ?? {}) as Readonly<Record<string, unknown>>;
  if (!isTensors(inputs) || !isTensors(outputs))
    throw new RemoteError('expected the metadata of a model with its inputs and outputs, got other JSON', { kind: 'failed' });
  const isObject = typeof parameters === 'object' && parameters !== null;
  return { inputs, outputs, ...(isObject ? { parameters } : {}) };
}

function isTensors(list: unknown): list is readonly TensorMetadata[] {
  const isTensor = ({ name, datatype, shape = [] }: Readonly<Record<string, unknown>>) =>
    typeof name === 'string' && typeof datatype === 'string' && Array.isArray(shape) && shape.every(Number.isInteger);
  return Array.isArray(list) && list.every((item) => typeof item === 'object' && item !== null && isTensor(item));
}

/** Path of a model in the Open Inference Protocol. */
export function v2ModelPath({ model = '', version }: Pick<RemoteSource, 'model' | 'version'>): string {
  return `/v2/models/${model}${version === undefined ? '' : `/versions/${version}`}`;
}

/**
 * The Open Inference Protocol: one tensor per column where the model names them so, else one matrix.
 *
 * @param outputs names of the outputs to request; all when there are none
 * @throws SourceError when the model takes other inputs, with both lists
 */
export function v2Protocol(
  remote: RemoteSource,
  contract: RemoteContract,
  { metadata, outputs }: { metadata: V2Metadata; outputs: readonly string[] },
): RemoteProtocol {
  const contentType = remote.contentType ?? (metadata.parameters?.content_type === 'pd' ? 'pd' : undefined);
  const inputs = inputsFor(contentType, contract, metadata.inputs ?? []);
  const requested = outputs.length === 0 ? {} : { outputs: outputs.map((name) => ({ name })) };
  const framed = contentType === 'pd' ? { parameters: { content_type: 'pd' } } : {};
  return {
    path: `${v2ModelPath(remote)}/infer`,
    healthPath: '/v2/health/live',
    body: (rows) => JSON.stringify({ ...framed, inputs: inputs(rows), ...requested }),
    read(json, count) {
      const tensors = (json as { outputs?: unknown } | null)?.outputs;
      if (!Array.isArray(tensors)) throw new RemoteError('expected a response with outputs, got none', { kind: 'failed' });
      return readAnswers(readV2Outputs(tensors as Tensor[], { contract, count, names: remote.outputs ?? {} }), contract, count);
    },
  };
}

type Inputs = (rows: readonly (readonly RemoteCell[])[]) => object[];

function inputsFor(contentType: RemoteSource['contentType'], { features }: RemoteContract, inputs: readonly TensorMetadata[]): Inputs {
  const categorical = features.filter(({ type }) => type === 'categorical').map(({ name }) => name);
  const byName = new Map(inputs.map((input) => [input.name, input]));
  const isByColumn = inputs.length === features.length && features.every(({ name }) => byName.has(name));
  if (isByColumn || contentType === 'pd') return columnTensors(features, byName);
  const [matrix] = inputs;
  if (inputs.length > 1) throw mismatch(features, inputs);
  if (categorical.length > 0)
    throw new SourceError(
      `the remote model takes one tensor of numbers, and the categorical features ${categorical.join(', ')} are texts; expected contentType: pd, or inputs by name`,
    );
  const width = matrix?.shape.at(-1) ?? -1;
  if (matrix?.datatype === 'BYTES' || (matrix !== undefined && matrix.shape.length > 1 && width > 0 && width !== features.length))
    throw mismatch(features, inputs);
  const { name = 'predict', datatype = 'FP64' } = matrix ?? {};
  return (rows) => [{ name, shape: [rows.length, features.length], datatype, data: rows.flat() }];
}

function columnTensors(features: RemoteContract['features'], byName: ReadonlyMap<string, TensorMetadata>): Inputs {
  const columns = features.map(({ name, type }) => {
    const { datatype = type === 'categorical' ? 'BYTES' : 'FP64', shape = [-1] } = byName.get(name) ?? {};
    if ((datatype === 'BYTES') !== (type === 'categorical'))
      throw new SourceError(
        `the remote model takes ${datatype} as ${JSON.stringify(name)}, and the resource has a ${type} feature of that name`,
      );
    return { name, datatype, rank: Math.max(1, shape.length), ...(datatype === 'BYTES' ? { parameters: { content_type: 'str' } } : {}) };
  });
  return (rows) =>
    columns.map(({ rank, ...column }, place) => ({
      ...column,
      shape: rank > 1 ? [rows.length, 1] : [rows.length],
      data: rows.map((row) => row[place] ?? null),
    }));
}

function mismatch(features: RemoteContract['features'], inputs: readonly TensorMetadata[]): SourceError {
  const listed = inputs.map(({ name, datatype, shape }) => `${name} (${datatype} [${shape.join(', ')}])`).join(', ');
  return new SourceError(
    `expected a remote model with the inputs ${features.map(({ name, type }) => `${name} (${type})`).join(', ')}, got one with ${listed}`,
  );
}

interface OutputOptions {
  readonly contract: RemoteContract;
  readonly count: number;
  /** Names of the outputs; found by their shape where absent. */
  readonly names: { readonly prediction?: string; readonly probabilities?: string };
}

/** Labels and probabilities of the outputs of a response. @throws RemoteError when there are none for every row */
export function readV2Outputs(tensors: readonly Tensor[], { contract, count, names }: OutputOptions) {
  const width = contract.classes.length;
  const listed = tensors.map((tensor) => ({ name: tensor.name, values: flatten(tensor.data), datatype: tensor.datatype }));
  const tensorOf = (name: string | undefined) => (name === undefined ? undefined : listed.find((tensor) => tensor.name === name));
  const probabilities =
    tensorOf(names.probabilities) ??
    (names.probabilities === undefined && width > 1
      ? listed.find(({ name, values, datatype }) => name !== names.prediction && values.length === count * width && datatype !== 'BYTES')
      : undefined);
  const labels = tensorOf(names.prediction) ?? listed.find((tensor) => tensor !== probabilities && tensor.values.length === count);
  if (labels === undefined && probabilities === undefined)
    throw new RemoteError(
      `expected an output with a prediction for each of ${count} rows, got ${listed.map(({ name, values }) => `${name} (${values.length} values)`).join(', ')}`,
      { kind: 'failed' },
    );
  return {
    ...(labels === undefined ? {} : { labels: labels.values }),
    ...(probabilities === undefined
      ? {}
      : { probabilities: Array.from({ length: count }, (_, row) => probabilities.values.slice(row * width, (row + 1) * width)) }),
  };
}

function flatten(data: unknown): unknown[] {
  return Array.isArray(data) ? data.flat(Number.POSITIVE_INFINITY) : [];
}
