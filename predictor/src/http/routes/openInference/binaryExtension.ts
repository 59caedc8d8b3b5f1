import { refusal } from '../../../contract/rowReader.ts';
import { ProblemError } from '../../../problem.ts';

/** Parameters that ask for the binary tensor data extension. */
const binaryParameters = ['binary_data', 'binary_data_size', 'binary_data_output'];

/**
 * Refuses tensors as bytes behind the JSON: an extension that the protocol itself does not have.
 *
 * @throws ProblemError (422) when the parameters ask for it
 */
export function refuseBinaryParameters(parameters: Readonly<Record<string, unknown>>, pointer: string): void {
  const asked = binaryParameters.find((name) => Object.hasOwn(parameters, name) && parameters[name] !== false && parameters[name] !== null);
  if (asked === undefined) return;
  throw refusal([
    { pointer: `${pointer}/${asked}`, kind: 'wrong_shape', wanted: 'tensor data as JSON', got: 'the binary tensor data extension' },
  ]);
}

/** The header a request with binary tensors carries. */
export function refuseBinaryBody(inferenceHeaderLength: string): void {
  if (inferenceHeaderLength === '') return;
  throw new ProblemError(
    'wrong_shape',
    'wanted tensor data as JSON, got the binary tensor data extension (Inference-Header-Content-Length)',
  );
}
