import { refusal, textOf } from '../../../problem.ts';
import { callerIdOf, optionalText } from '../predict.ts';
import type { InferBody } from './inferBody.ts';
import { type InputTensor, readInputTensor, readParameters } from './inputTensor.ts';

/** A request of the Open Inference Protocol. */
export interface InferRequest {
  readonly id: string | undefined;
  /** Sticky key, from `parameters.key`. */
  readonly key: string | undefined;
  readonly inputs: readonly InputTensor[];
  /** The outputs of the response, in order. */
  readonly outputs: readonly RequestedOutput[];
}

interface RequestedOutput {
  readonly name: string;
  /** Whether its data follows the JSON of the response as bytes. */
  readonly binary: boolean;
}

/**
 * Reads the body of an inference request. Members that the protocol does not define are ignored: clients send such.
 *
 * @param outputNames outputs the model has; all are answered when the request names none
 * @throws ProblemError 422 that points at the member, with the expected and the received value; 400 for bytes that do not fit the tensors
 */
export function readInferRequest({ json: body, binary }: InferBody, outputNames: readonly string[]): InferRequest {
  if (body === null || typeof body !== 'object' || Array.isArray(body) || !Object.hasOwn(body, 'inputs')) {
    throw refusal([{ pointer: '', kind: 'wrong_shape', expected: 'an object with the member inputs', got: textOf(body) }]);
  }
  const { id, parameters, inputs, outputs } = body as Readonly<Record<string, unknown>>;
  const { key, binary_data_output: binaryOutput } = readParameters(parameters, '/parameters');
  if (!Array.isArray(inputs))
    throw refusal([{ pointer: '/inputs', kind: 'wrong_type', expected: 'an array of tensors', got: textOf(inputs) }]);
  const tensors = inputs.map((input, index) => readInputTensor(input, `/inputs/${index}`, binary));
  binary?.finish();
  return {
    id: callerIdOf(optionalText(id ?? undefined, '/id'), '/id'),
    key: optionalText(key ?? undefined, '/parameters/key'),
    outputs: readOutputs(outputs, { known: outputNames, binary: binaryOutput === true }),
    inputs: tensors,
  };
}

interface OutputDefaults {
  /** Names of the outputs that the model has. */
  readonly known: readonly string[];
  /** Whether outputs are binary that do not say otherwise. */
  readonly binary: boolean;
}

function readOutputs(outputs: unknown, defaults: OutputDefaults): readonly RequestedOutput[] {
  const all = defaults.known.map((name) => ({ name, binary: defaults.binary }));
  if (outputs === undefined || outputs === null) return all;
  if (!Array.isArray(outputs))
    throw refusal([{ pointer: '/outputs', kind: 'wrong_type', expected: 'an array of {name}', got: textOf(outputs) }]);
  const requested = outputs.map((output: unknown, index) => readOutput(output, `/outputs/${index}`, defaults));
  return requested.length === 0 ? all : [...new Map(requested.map((output) => [output.name, output])).values()];
}

function readOutput(output: unknown, pointer: string, { known, binary }: OutputDefaults): RequestedOutput {
  const { name, parameters } = (output ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || !known.includes(name)) {
    throw refusal([
      { pointer, kind: 'wrong_shape', expected: `an object whose name is one of ${known.join(', ')}`, got: textOf(name ?? output) },
    ]);
  }
  const { binary_data: own } = readParameters(parameters, `${pointer}/parameters`);
  return { name, binary: typeof own === 'boolean' ? own : binary };
}
