import { ModelFormatError } from '../modelFormatError.ts';
import { valueText } from './valueText.ts';

/**
 * @returns the JSON object the bytes hold
 * @throws ModelFormatError when they are not UTF-8, not JSON, cut short, or not an object
 */
export function parseJson(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  const json = parse(decode(bytes), bytes.length);
  if (!isObject(json)) throw new ModelFormatError(`a forest model is one JSON object, got ${valueText(json)}`);
  return json;
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new ModelFormatError(`a forest model is JSON in UTF-8, got ${bytes.length} bytes that are not UTF-8`, { cause });
  }
}

function parse(text: string, byteCount: number): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ModelFormatError(`a forest model is JSON, got ${byteCount} bytes that do not parse: ${reason}`, { cause });
  }
}
