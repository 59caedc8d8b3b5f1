import type { Contract } from '../../../contract/contract.ts';
import type { PredictionAnswer } from '../../../serving/predictionService.ts';
import type { InferRequest } from './inferRequest.ts';

/** An output tensor, its data flat and row-major. */
interface OutputTensor {
  readonly name: string;
  readonly datatype: 'FP64' | 'BYTES';
  readonly shape: readonly number[];
  readonly parameters?: { readonly classes: readonly string[] };
  readonly data: readonly (number | string)[];
}

/** The answer to an inference request; `parameters.ids` holds the id of each row, for POST /feedback. */
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
    outputs: request.outputs.flatMap((requested) => tensors.find((tensor) => tensor?.name === requested) ?? []),
  };
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
