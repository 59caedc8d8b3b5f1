import { refusal, textOf } from '../../../problem.ts';
import { optionalText } from '../predict.ts';
import { type InputTensor, readInputTensor, readParameters } from './inputTensor.ts';

/** A request of the Open Inference Protocol. */
export interface InferRequest {
  readonly id: string | undefined;
  /** Sticky key, from `parameters.key`. */
  readonly key: string | undefined;
  readonly inputs: readonly InputTensor[];
  /** Names of the outputs that are answered, in order. */
  readonly outputs: readonly string[];
}

/**
 * Reads the body of an inference request. Members that the protocol does not define are ignored: clients send such.
 *
 * @param outputNames outputs the model has; all are answered when the request names none
 * @throws ProblemError (422) that points at the member, with the expected and the received value
 */
export function readInferRequest(body: unknown, outputNames: readonly string[]): InferRequest {
  if (body === null || typeof body !== 'object' || Array.isArray(body) || !Object.hasOwn(body, 'inputs')) {
    throw refusal([{ pointer: '', kind: 'wrong_shape', expected: 'an object with the member inputs', got: textOf(body) }]);
  }
  const { id, parameters, inputs, outputs } = body as Readonly<Record<string, unknown>>;
  const { key } = readParameters(parameters, '/parameters');
  if (!Array.isArray(inputs))
    throw refusal([{ pointer: '/inputs', kind: 'wrong_type', expected: 'an array of tensors', got: textOf(inputs) }]);
  return {
    id: optionalText(id ?? undefined, '/id'),
    key: optionalText(key ?? undefined, '/parameters/key'),
    outputs: readOutputs(outputs, outputNames),
    inputs: inputs.map((input, index) => readInputTensor(input, `/inputs/${index}`)),
  };
}

function readOutputs(outputs: unknown, known: readonly string[]): readonly string[] {
  if (outputs === undefined || outputs === null) return known;
  if (!Array.isArray(outputs))
    throw refusal([{ pointer: '/outputs', kind: 'wrong_type', expected: 'an array of {name}', got: textOf(outputs) }]);
  const names = outputs.map((output: unknown, index) => readOutput(output, `/outputs/${index}`, known));
  return names.length === 0 ? known : [...new Set(names)];
}

function readOutput(output: unknown, pointer: string, known: readonly string[]): string {
  const { name, parameters } = (output ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || !known.includes(name)) {
    throw refusal([
      { pointer, kind: 'wrong_shape', expected: `an object whose name is one of ${known.join(', ')}`, got: textOf(name ?? output) },
    ]);
  }
  readParameters(parameters, `${pointer}/parameters`);
  return name;
}
