import { got } from '../../../contract/refusedCell.ts';
import { refusal } from '../../../contract/rowReader.ts';

/** An object that may be left out or null, as clients write it. */
export function optionalObject(value: unknown, pointer: string): Readonly<Record<string, unknown>> {
  if (value === undefined || value === null) return {};
  if (typeof value === 'object' && !Array.isArray(value)) return value as Record<string, unknown>;
  throw refusal([{ pointer, kind: 'wrong_type', wanted: 'an object', got: got(value) }]);
}
