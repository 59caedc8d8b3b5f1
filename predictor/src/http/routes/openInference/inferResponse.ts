import type { Context } from 'koa';
import type { Contract } from '../../../contract/contract.ts';
import { inPieces, type PieceOptions } from '../../../serving/inPieces.ts';
import type { PredictionAnswer } from '../../../serving/predictionService.ts';
import { writeJsonText } from '../../exchange.ts';
import { encodeTensor } from './binaryTensor.ts';
import { headerLength } from './inferBody.ts';
import type { InferRequest } from './inferRequest.ts';

/** An output tensor, its data flat and row-major. */
interface OutputTensor {
  readonly name: string;
  readonly datatype: 'FP64' | 'BYTES';
  readonly shape: readonly number[];
  readonly parameters?: { readonly classes: readonly string[] };
  /** The data of some rows. */
  readonly dataOf: (first: number, end: number) => readonly (number | string)[];
}

interface InferResponseOptions {
  readonly modelName: string;
  readonly contract: Contract;
  readonly request: InferRequest;
  readonly answer: PredictionAnswer;
}

/**
 * Writes the requested outputs, and in `parameters.ids` the id of each row for POST /feedback; probabilities are left out where a version has none.
 * The data of binary outputs follows the JSON, in the order of the outputs. Texts and bytes are made in pieces.
 */
export async function writeInferResponse(
  context: Context,
  { modelName, contract, request, answer }: InferResponseOptions,
  pieces: PieceOptions,
): Promise<void> {
  const { version, predictions, idOf } = answer;
  const count = predictions.values.length;
  const tensors = [predictionTensor(contract, predictions), probabilityTensor(contract, predictions)];
  const textOf = async (dataOf: OutputTensor['dataOf']) => {
    const parts: string[] = [];
    await inPieces(count, pieces, (first, end) => void parts.push(JSON.stringify(dataOf(first, end)).slice(1, -1)));
    return `[${parts.filter((part) => part !== '').join(',')}]`;
  };
  const bytes: Buffer[] = [];
  const outputs: string[] = [];
  for (const { name, binary } of request.outputs) {
    const tensor = tensors.find((one) => one?.name === name);
    if (tensor === undefined) continue;
    const { dataOf, ...described } = tensor;
    if (!binary) {
      outputs.push(`${JSON.stringify(described).slice(0, -1)},"data":${await textOf(dataOf)}}`);
      continue;
    }
    const before = bytes.length;
    await inPieces(count, pieces, (first, end) => void bytes.push(encodeTensor(tensor.datatype, dataOf(first, end))));
    const size = bytes.slice(before).reduce((sum, { length }) => sum + length, 0);
    outputs.push(JSON.stringify({ ...described, parameters: { ...described.parameters, binary_data_size: size } }));
  }
  const ids = await textOf((first, end) => Array.from({ length: end - first }, (_, place) => idOf(first + place)));
  const head = { model_name: modelName, model_version: version, ...(request.id === undefined ? {} : { id: request.id }) };
  const json = `${JSON.stringify(head).slice(0, -1)},"parameters":{"ids":${ids}},"outputs":[${outputs.join(',')}]}`;
  if (!request.outputs.some(({ binary }) => binary)) {
    writeJsonText(context, json);
    return;
  }
  const jsonBytes = Buffer.from(json);
  context.set({ 'Content-Type': 'application/octet-stream', [headerLength]: String(jsonBytes.length) });
  context.body = Buffer.concat([jsonBytes, ...bytes]);
}

function predictionTensor({ classes }: Contract, { values }: PredictionAnswer['predictions']): OutputTensor {
  const shape = [values.length];
  if (classes.length === 0)
    return { name: 'predict', datatype: 'FP64', shape, dataOf: (first, end) => Array.from(values.subarray(first, end)) };
  const dataOf = (first: number, end: number) => Array.from(values.subarray(first, end), (index) => classes[index] as string);
  return { name: 'predict', datatype: 'BYTES', shape, dataOf };
}

function probabilityTensor({ classes }: Contract, { values, probabilities }: PredictionAnswer['predictions']): OutputTensor | undefined {
  if (probabilities === undefined || classes.length === 0) return undefined;
  return {
    name: 'predict_proba',
    datatype: 'FP64',
    shape: [values.length, classes.length],
    parameters: { classes },
    dataOf: (first, end) => Array.from(probabilities.subarray(first * classes.length, end * classes.length)),
  };
}
