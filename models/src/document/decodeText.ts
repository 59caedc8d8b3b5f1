import { ModelFormatError } from '../modelFormatError.ts';

/** @param what the file and its syntax, for messages: "an XGBoost model is JSON" @throws ModelFormatError when the bytes are not UTF-8 */
export function decodeText(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ModelFormatError(`${what} in UTF-8, got ${bytes.length} bytes that are not UTF-8`, { cause });
  }
}
