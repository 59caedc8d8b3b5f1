import type { Context } from 'koa';
import { ProblemError, textOf } from '../../../problem.ts';
import { readBytes, readJson } from '../../exchange.ts';
import { parseLargeJson } from '../../parseInPieces.ts';

/** The bytes of tensors that follow the JSON of a request, taken in the order of the tensors. */
export interface BinaryData {
  /** @throws ProblemError (400) when there are fewer bytes left */
  take(size: number, pointer: string): Buffer;
  /** @throws ProblemError (400) when bytes are left */
  finish(): void;
}

/** An inference request; `binary` when tensors follow its JSON as bytes. */
export interface InferBody {
  readonly json: unknown;
  readonly binary: BinaryData | undefined;
}

export const headerLength = 'Inference-Header-Content-Length';

/**
 * Reads an inference request, with the binary tensor data extension or without.
 *
 * @throws ProblemError (400) when the header does not fit the body
 */
export async function readInferBody(context: Context, maxBytes: number): Promise<InferBody> {
  const header = context.get(headerLength);
  if (header === '') return { json: await readJson(context, maxBytes), binary: undefined };
  const bytes = await readBytes(context, maxBytes);
  const length = /^\d{1,15}$/.test(header) ? Number(header) : Number.NaN;
  if (!(length >= 1 && length <= bytes.length)) {
    throw tensorProblem(`expected ${headerLength} of 1 to ${bytes.length}, the bytes of the body, got ${textOf(header)}`);
  }
  return { json: await parseLargeJson(bytes.subarray(0, length)), binary: binaryData(bytes.subarray(length)) };
}

function binaryData(bytes: Buffer): BinaryData {
  let at = 0;
  return {
    take(size, pointer) {
      const left = bytes.length - at;
      if (size > left)
        throw tensorProblem(`${pointer}: expected at most ${left} bytes, which the body has left behind its JSON, got ${size}`);
      at += size;
      return bytes.subarray(at - size, at);
    },
    finish() {
      const left = bytes.length - at;
      if (left > 0) throw tensorProblem(`expected ${at} bytes behind the JSON, the sum of binary_data_size, got ${bytes.length}`);
    },
  };
}

/** The refusal of bytes that do not fit what the request says of them. */
export function tensorProblem(detail: string): ProblemError {
  return new ProblemError('malformed_tensor', detail);
}
