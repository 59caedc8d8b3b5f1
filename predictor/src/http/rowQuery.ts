import type { ParsedUrlQuery } from 'node:querystring';
import { ownValue } from '@modelmonitor/api/plain';
import type { PerformanceQuery, RowRange } from '@modelmonitor/store';
import type { Context } from 'koa';
import type { Contract } from '../contract/contract.ts';
import { compileLabelReader } from '../contract/labelReader.ts';
import { type Cursor, cursorFrom } from '../data/collectRows.ts';
import { ProblemError } from '../problem.ts';

/** Which rows a request is for. */
export interface RowQuery {
  readonly range: RowRange;
  /** The class or value that the label is; any, or none, when undefined. */
  readonly label: string | number | undefined;
  readonly after: Cursor | undefined;
  readonly limit: number;
}

/** Rows of a page when the request does not say, and at most. */
const [usualRows, mostRows] = [1000, 10_000];

const parameters = ['from', 'to', 'version', 'label', 'cursor', 'limit', 'format'];

/** @throws ProblemError (422) that names the parameter */
export function rowQuery(query: ParsedUrlQuery, contract: Contract): RowQuery {
  checkNames(query, parameters);
  const label = parameter(query, 'label');
  const cursor = parameter(query, 'cursor');
  const limit = parameter(query, 'limit');
  const after = cursor === undefined ? undefined : (cursorFrom(cursor) ?? wrong('cursor', 'the cursor of an earlier response', cursor));
  const rows = limit === undefined ? usualRows : Number(limit);
  if (!Number.isInteger(rows) || rows < 1 || rows > mostRows) wrong('limit', `1 to ${mostRows}`, limit);
  const labelled = label === undefined ? undefined : label !== 'missing';
  return {
    range: { from: timeParameter(query, 'from'), to: timeParameter(query, 'to'), version: parameter(query, 'version'), labelled },
    label: label === undefined || label === 'present' || label === 'missing' ? undefined : labelMeant(label, contract),
    after,
    limit: rows,
  };
}

/** The class or value that a text means, as in a label. @throws ProblemError (422) that names the parameter */
function labelMeant(text: string, contract: Contract): string | number {
  const { classes } = contract;
  const expected = `present, missing or ${classes.length === 0 ? 'a finite number' : `one of ${classes.join(', ')}`}`;
  try {
    const value = compileLabelReader(contract)(text, '');
    if (!Number.isNaN(value)) return classes[value] ?? value;
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
  }
  return wrong('label', expected, text);
}

/** Which figures a request is for. @throws ProblemError (422) that names the parameter */
export function performanceQuery(query: ParsedUrlQuery): PerformanceQuery {
  checkNames(query, ['by', 'version', 'from', 'to', 'detail']);
  const by = parameter(query, 'by') ?? 'hour';
  const detail = parameter(query, 'detail');
  if (by !== 'hour' && by !== 'day') wrong('by', 'hour or day', by);
  if (detail !== undefined && detail !== 'true' && detail !== 'false') wrong('detail', 'true or false', detail);
  return {
    by: by as PerformanceQuery['by'],
    version: parameter(query, 'version'),
    from: timeParameter(query, 'from'),
    to: timeParameter(query, 'to'),
    detail: detail === 'true',
  };
}

/** @throws ProblemError (422) for a parameter that the route does not have */
function checkNames(query: ParsedUrlQuery, names: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !names.includes(name));
  if (unknown !== undefined)
    throw new ProblemError('wrong_parameter', `expected the parameters ${names.join(', ')}, got ${JSON.stringify(unknown.slice(0, 60))}`);
}

/** A parameter that may be given once. */
function parameter(query: ParsedUrlQuery, name: string): string | undefined {
  const given = ownValue(query, name);
  if (Array.isArray(given)) wrong(name, 'one value', `${given.length}`);
  if (given?.includes('\0')) wrong(name, 'a text without a null character', given);
  return given === '' ? undefined : (given as string | undefined);
}

/** A time as a date, as ISO 8601 with its zone, or in milliseconds since 1970. */
function timeParameter(query: ParsedUrlQuery, name: string): number | undefined {
  const text = parameter(query, name);
  if (text === undefined) return undefined;
  // In a query an unescaped plus sign is a blank.
  const zoned = text.replace(/ (\d\d:?\d\d)$/, '+$1');
  const isIso = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d))?$/.test(zoned);
  const time = /^\d{1,16}$/.test(text) ? Number(text) : isIso ? Date.parse(zoned) : Number.NaN;
  return Number.isNaN(time) ? wrong(name, 'a time such as 2026-01-31 or 2026-01-31T12:00:00Z, or milliseconds since 1970', text) : time;
}

/** @throws ProblemError (422) that names the parameter */
function wrong(name: string, expected: string, got: string | undefined): never {
  throw new ProblemError('wrong_parameter', `${name}: expected ${expected}, got ${JSON.stringify((got ?? '').slice(0, 60))}`);
}

/** Formats of rows, by the name of the parameter, with their media types. */
export const rowFormats = {
  json: 'application/json',
  csv: 'text/csv',
  ndjson: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
} as const;

export type RowFormat = keyof typeof rowFormats;

/** The format of a response: the parameter `format`, else what the client accepts. @throws ProblemError (406) for another one */
export function formatOf(context: Context): RowFormat {
  const names = Object.keys(rowFormats) as RowFormat[];
  const asked = parameter(context.query, 'format');
  const types = Object.values(rowFormats);
  const accepted = context.accepts(...types);
  const found = asked === undefined ? names.find((format) => rowFormats[format] === accepted) : names.find((name) => name === asked);
  if (found !== undefined) return found;
  const got = JSON.stringify((asked ?? context.get('Accept')).slice(0, 60));
  throw new ProblemError('not_acceptable', `expected a format of ${names.join(', ')} or Accept: ${types.join(', ')}, got ${got}`);
}
