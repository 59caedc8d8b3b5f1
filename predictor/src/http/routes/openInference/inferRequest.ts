import { got } from '../../../contract/refusedCell.ts';
import { refusal } from '../../../contract/rowReader.ts';
import { optionalText } from '../../shortText.ts';
import { refuseBinaryParameters } from './binaryExtension.ts';
import { type InputTensor, readInputTensor } from './inputTensor.ts';
import { optionalObject } from './optionalObject.ts';

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
 * Reads the body of an inference request. Members the protocol does not name are passed over: clients send such.
 *
 * @param outputNames outputs the model has; all are answered when the request names none
 * @throws ProblemError (422) that points at the member, with what was wanted and what came
 */
export function readInferRequest(body: unknown, outputNames: readonly string[]): InferRequest {
  if (body === null || typeof body !== 'object' || Array.isArray(body) || !Object.hasOwn(body, 'inputs')) {
    throw refusal([{ pointer: '', kind: 'wrong_shape', wanted: 'an object with the member inputs', got: got(body) }]);
  }
  const { id, parameters, inputs, outputs } = body as Readonly<Record<string, unknown>>;
  const read = optionalObject(parameters, '/parameters');
  refuseBinaryParameters(read, '/parameters');
  if (!Array.isArray(inputs)) throw refusal([{ pointer: '/inputs', kind: 'wrong_type', wanted: 'an array of tensors', got: got(inputs) }]);
  return {
    id: optionalText(id ?? undefined, '/id'),
    key: optionalText(read['key'] ?? undefined, '/parameters/key'),
    outputs: readOutputs(outputs, outputNames),
    inputs: inputs.map((input, index) => readInputTensor(input, `/inputs/${index}`)),
  };
}

function readOutputs(outputs: unknown, known: readonly string[]): readonly string[] {
  if (outputs === undefined || outputs === null) return known;
  if (!Array.isArray(outputs))
    throw refusal([{ pointer: '/outputs', kind: 'wrong_type', wanted: 'an array of {name}', got: got(outputs) }]);
  const names = outputs.map((output: unknown, index) => readOutput(output, `/outputs/${index}`, known));
  return names.length === 0 ? known : [...new Set(names)];
}

function readOutput(output: unknown, pointer: string, known: readonly string[]): string {
  const { name, parameters } = (output ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof name !== 'string' || !known.includes(name)) {
    throw refusal([
      { pointer, kind: 'wrong_shape', wanted: `an object whose name is one of ${known.join(', ')}`, got: got(name ?? output) },
    ]);
  }
  refuseBinaryParameters(optionalObject(parameters, `${pointer}/parameters`), `${pointer}/parameters`);
  return name;
}
