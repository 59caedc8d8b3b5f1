import { readAnswers } from './readAnswers.ts';
import { RemoteError } from './remoteError.ts';
import type { RemoteContract, RemotePredictions } from './remoteModel.ts';
import { readV2Outputs } from './v2Protocol.ts';

/** Reads the body of a response of the Open Inference Protocol or of V1. @throws RemoteError when it has no predictions for these rows */
export function readResponse(json: unknown, contract: RemoteContract, count: number): RemotePredictions {
  const { outputs, predictions } = (json ?? {}) as { outputs?: unknown; predictions?: unknown };
  if (Array.isArray(outputs)) return readAnswers(readV2Outputs(outputs, { contract, count, names: {} }), contract, count);
  if (Array.isArray(predictions)) return readAnswers({ labels: predictions }, contract, count);
  throw new RemoteError('expected a response with outputs or predictions, got neither', { kind: 'failed' });
}
