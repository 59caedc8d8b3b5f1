import type { Context } from 'koa';
import type { Contract } from '../../../contract/contract.ts';
import type { PredictionAnswer } from '../../../serving/predictionService.ts';
import { writeJson } from '../../exchange.ts';
import { encodeTensor } from './binaryTensor.ts';
import { headerLength } from './inferBody.ts';
import type { InferRequest } from './inferRequest.ts';

/** An output tensor, its data flat and row-major. */
interface OutputTensor {
  readonly name: string;
  readonly datatype: 'FP64' | 'BYTES';
  readonly shape: readonly number[];
  readonly parameters?: { readonly classes: readonly string[] };
  readonly data: readonly (number | string)[];
}

/** The response to an inference request; `parameters.ids` holds the id of each row, for POST /feedback. */
export interface InferResponse {
  readonly model_name: string;
  readonly model_version: string;
  readonly id?: string;
  readonly parameters: { readonly ids: readonly string[] };
  readonly outputs: readonly OutputTensor[];
}

export interface InferResponseOptions {
  readonly modelName: string;
  readonly contract: Contract;
  readonly request: InferRequest;
  readonly answer: PredictionAnswer;
}

/** The requested outputs; probabilities are left out where a version has none. */
export function inferResponse({ modelName, contract, request, answer }: InferResponseOptions): InferResponse {
  const { version, predictions, idOf } = answer;
  const tensors = [predictionTensor(contract, predictions), probabilityTensor(contract, predictions)];
  return {
    model_name: modelName,
    model_version: version,
    ...(request.id === undefined ? {} : { id: request.id }),
    parameters: { ids: Array.from(predictions.values, (_, row) => idOf(row)) },
    outputs: request.outputs.flatMap((requested) => tensors.find((tensor) => tensor?.name === requested.name) ?? []),
  };
}

/** Writes a response; the data of binary outputs follows the JSON, in the order of the outputs. */
export function writeInferResponse(context: Context, response: InferResponse, { outputs: requested }: Pick<InferRequest, 'outputs'>): void {
  const binary = new Set(requested.filter((output) => output.binary).map(({ name }) => name));
  if (binary.size === 0) {
    writeJson(context, response);
    return;
  }
  const parts: Buffer[] = [];
  const outputs = response.outputs.map((tensor) => {
    if (!binary.has(tensor.name)) return tensor;
    const { data, ...described } = tensor;
    const bytes = encodeTensor(tensor.datatype, data);
    parts.push(bytes);
    return { ...described, parameters: { ...tensor.parameters, binary_data_size: bytes.length } };
  });
  const json = Buffer.from(JSON.stringify({ ...response, outputs }));
  context.set({ 'Content-Type': 'application/octet-stream', [headerLength]: String(json.length) });
  context.body = Buffer.concat([json, ...parts]);
}

function predictionTensor({ classes }: Contract, { values }: PredictionAnswer['predictions']): OutputTensor {
  const shape = [values.length];
  if (classes.length === 0) return { name: 'predict', datatype: 'FP64', shape, data: Array.from(values) };
  return { name: 'predict', datatype: 'BYTES', shape, data: Array.from(values, (index) => classes[index] as string) };
}

function probabilityTensor({ classes }: Contract, { values, probabilities }: PredictionAnswer['predictions']): OutputTensor | undefined {
  if (probabilities === undefined || classes.length === 0) return undefined;
  return {
    name: 'predict_proba',
    datatype: 'FP64',
    shape: [values.length, classes.length],
    parameters: { classes },
    data: Array.from(probabilities),
  };
}
