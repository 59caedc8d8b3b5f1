import { WindowFileError } from '../errors.ts';
import type { Window, WindowAccount, WindowRole } from './window.ts';

export type WindowHeaderColumn =
  | { readonly name: string; readonly role: WindowRole; readonly type: 'numeric' }
  | { readonly name: string; readonly role: WindowRole; readonly type: 'categorical'; readonly categories: readonly string[] };

/** What stands before the values of a window file. */
export interface WindowHeader extends WindowHeaderRows {
  readonly monitor: Window['monitor'];
  readonly refused?: WindowHeaderRows;
  readonly account?: WindowAccount;
}

export interface WindowHeaderRows {
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
  const claimed = rowBytes(header) + (header.refused === undefined ? 0 : rowBytes(header.refused));
  if (claimed !== valueBytes)
    throw new WindowFileError('corrupt', `the window's header claims ${claimed} bytes of values, got ${valueBytes}`);
  return header;
}

function rowBytes({ rows, columns }: WindowHeaderRows): number {
  return columns.reduce((sum, column) => sum + columnBytes(column, rows), 0);
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new WindowFileError('corrupt', "the window's header is not JSON", { cause });
  }
}

function isHeader(value: unknown): value is WindowHeader {
  if (!isRows(value) || !('monitor' in value) || !isObject(value.monitor)) return false;
  const { namespace, name } = value.monitor;
  const refused = 'refused' in value ? value.refused : undefined;
  const account = 'account' in value ? value.account : undefined;
  const isNamed = typeof namespace === 'string' && typeof name === 'string';
  return isNamed && (refused === undefined || isRows(refused)) && (account === undefined || isAccount(account));
}

function isAccount(value: unknown): value is WindowAccount {
  if (!isObject(value) || !isCount(value['seen']) || !isObject(value['missing'])) return false;
  return Object.values(value['missing']).every(isCount);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isRows(value: unknown): value is WindowHeaderRows {
  if (!isObject(value) || !Array.isArray(value['columns'])) return false;
  const rows = value['rows'];
  return typeof rows === 'number' && Number.isSafeInteger(rows) && rows >= 0 && value['columns'].every(isColumn);
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
