import { DatabaseAddressError } from '../errors.ts';

/** Rows of a table that are read. */
export interface TableRequest {
  /** Parts of the name: schema or database, if given, and table. */
  readonly name: readonly string[];
  /** Column of the time of a row. */
  readonly time: string | undefined;
  /** First time, and the time before which rows are: dates in ISO 8601, or numbers where the column holds numbers. */
  readonly from: string | undefined;
  readonly to: string | undefined;
  /** The newest rows, so many and those of the time of the last of them. */
  readonly rows: number | undefined;
}

/** Parameters of a URL that name rows. */
export const tableParameters = ['table', 'time', 'from', 'to', 'rows'] as const;

/**
 * The rows that the parameters of a URL name, such as `table=public.rows&time=predicted_at&from=2026-11-01`.
 *
 * @param what what the URL is from, for messages
 * @throws DatabaseAddressError
 */
export function tableRequest(parameters: ReadonlyMap<string, string>, what: string): TableRequest {
  const problem = (text: string) => new DatabaseAddressError(`${what}: ${text}`);
  const table = parameters.get('table') ?? '';
  const name = nameParts(table);
  if (name === undefined) throw problem(`expected a table, as in ?table=NAME or ?table=SCHEMA.NAME, got ${JSON.stringify(table)}`);
  const [time, from, to] = [parameters.get('time'), parameters.get('from'), parameters.get('to')];
  for (const [parameter, value] of Object.entries({ from, to })) {
    if (value !== undefined && !Number.isFinite(Number(value)) && Number.isNaN(Date.parse(value)))
      throw problem(`${parameter}: expected a time such as 2026-11-30T00:00:00Z, got ${JSON.stringify(value)}`);
  }
  const limit = parameters.get('rows');
  const rows = limit === undefined ? undefined : Number(limit);
  if (rows !== undefined && !(Number.isSafeInteger(rows) && rows > 0))
    throw problem(`rows: expected a whole number above 0, got ${JSON.stringify(limit)}`);
  if (time === undefined && (from ?? to ?? rows) !== undefined)
    throw problem('from, to and rows need the column of the time, as in &time=NAME');
  return { name, time, from, to, rows };
}

/** @throws DatabaseAddressError when a column that is compared as numbers has dates as bounds, before which no number is */
export function requireNumbers({ time, from, to }: TableRequest, isNumber: boolean): void {
  const date = isNumber ? [from, to].find((value) => value !== undefined && !Number.isFinite(Number(value))) : undefined;
  if (date === undefined) return;
  throw new DatabaseAddressError(`the column ${JSON.stringify(time)} holds no dates: expected a number, got ${JSON.stringify(date)}`);
}

/** One or two names; each as it is, or in double quotes. Undefined for anything else. */
function nameParts(text: string): string[] | undefined {
  if (!/^(?:"(?:[^"\0]|"")+"|[^".\0]+)(?:\.(?:"(?:[^"\0]|"")+"|[^".\0]+))?$/.test(text)) return undefined;
  return (text.match(/"(?:[^"]|"")+"|[^".]+/g) ?? []).map((part) =>
    part.startsWith('"') ? part.slice(1, -1).replaceAll('""', '"') : part,
  );
}
