import { decodeText } from '../document/decodeText.ts';
import { isObject } from '../document/isObject.ts';
import { valueText } from '../document/valueText.ts';
import { ModelFormatError } from '../modelFormatError.ts';

/**
 * @returns the JSON object the bytes hold
 * @throws ModelFormatError when they are not UTF-8, not JSON, cut short, or not an object
 */
export function parseJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const json = parse(decodeText(bytes, 'a forest model is JSON'), bytes.length);
  if (!isObject(json)) throw new ModelFormatError(`a forest model is one JSON object, got ${valueText(json)}`);
  return json;
}

function parse(text: string, byteCount: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelFormatError(`a forest model is JSON, got ${byteCount} bytes that do not parse: ${reason}`, { cause });
  }
}
