import { WindowFileError } from '../errors.ts';
import type { Window, WindowRole } from './window.ts';

export type WindowHeaderColumn =
  | { readonly name: string; readonly role: WindowRole; readonly type: 'numeric' }
  | { readonly name: string; readonly role: WindowRole; readonly type: 'categorical'; readonly categories: readonly string[] };

/** What stands before the values of a window file. */
export interface WindowHeader {
  readonly monitor: Window['monitor'];
  readonly rows: number;
  readonly columns: readonly WindowHeaderColumn[];
}

const ROLES: readonly unknown[] = ['feature', 'prediction', 'probability', 'actual', 'version', 'id', 'time'] satisfies WindowRole[];

/** Bytes the values of a column take. */
export function columnBytes({ type }: WindowHeaderColumn, rows: number): number {
  return rows * (type === 'numeric' ? 8 : 4);
}

/**
 * The header of a window file, checked before memory is allocated.
 *
 * @param json the header's text
 * @param valueBytes bytes that follow it; the columns have to take exactly as many
 * @throws WindowFileError when it is anything else
 */
export function windowHeader(json: string, valueBytes: number): WindowHeader {
  const header = parseJson(json);
  if (!isHeader(header)) throw new WindowFileError('corrupt', "the window's header lacks monitor, rows or columns");
  const claimed = header.columns.reduce((sum, column) => sum + columnBytes(column, header.rows), 0);
  if (claimed !== valueBytes)
    throw new WindowFileError('corrupt', `the window's header claims ${claimed} bytes of values, got ${valueBytes}`);
  return header;
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new WindowFileError('corrupt', "the window's header is not JSON", { cause });
  }
}

function isHeader(value: unknown): value is WindowHeader {
  if (!isObject(value) || !isObject(value['monitor']) || !Array.isArray(value['columns'])) return false;
  const { namespace, name } = value['monitor'];
  const rows = value['rows'];
  const counted = typeof rows === 'number' && Number.isSafeInteger(rows) && rows >= 0;
  return counted && typeof namespace === 'string' && typeof name === 'string' && value['columns'].every(isColumn);
}

function isColumn(value: unknown): value is WindowHeaderColumn {
  if (!isObject(value) || typeof value['name'] !== 'string' || !ROLES.includes(value['role'])) return false;
  if (value['type'] === 'numeric') return true;
  const categories = value['categories'];
  return value['type'] === 'categorical' && Array.isArray(categories) && categories.every((category) => typeof category === 'string');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
