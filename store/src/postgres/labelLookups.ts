import type { PostgresConnection } from '@modelmonitor/databases';
import { parseRowId } from '../rowId.ts';
import { sqlTime } from './timeParts.ts';

/** Most labels are of rows of the last days: fewer partitions are searched for them. */
const recentMilliseconds = 2 * 86_400_000;

export interface IdsToFind {
  readonly monitor: string;
  readonly ids: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** An hour and version with a row of an id. */
export interface IdHour {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly version: string;
}

/**
 * Those of some ids that rows have, with the hours of the rows. Ids of ours are given once: the few partitions of the last days are searched
 * first, and the others only for what was not found.
 */
export async function findStoredIds(connection: PostgresConnection, { monitor, ids, now }: IdsToFind): Promise<Map<string, IdHour[]>> {
  const stored = new Map<string, IdHour[]>();
  const recent = sqlTime(now - recentMilliseconds);
  for (const bound of [`>= '${recent}'`, `< '${recent}'`]) {
    const missing = ids.filter((id) => !stored.has(id) || parseRowId(id) === undefined);
    if (missing.length === 0) break;
    const text = `select distinct id, version, floor(extract(epoch from time) / 3600)::float8 as hour from modelmonitor_predictions
      where monitor = $1 and id = any($2::text[]) and time ${bound}`;
    for (const { id, version, hour } of await connection.query({ text, values: [monitor, missing] })) {
      const found = { start: (hour as number) * 3_600_000, version: String(version) };
      stored.set(String(id), [...(stored.get(String(id)) ?? []), found]);
    }
  }
  return stored;
}

export interface NewestLabel {
  readonly actual: string | number;
  readonly time: number;
}

/** The labels that count for some ids: the newest, of the same time the last written. */
export async function newestLabels(
  connection: PostgresConnection,
  monitor: string,
  ids: readonly string[],
): Promise<Map<string, NewestLabel>> {
  if (ids.length === 0) return new Map();
  const text = `select distinct on (id) id, class, value, ${timeNumber('time')} as time from modelmonitor_labels
    where monitor = $1 and id = any($2::text[]) order by id, ${labelOrder()}`;
  const rows = await connection.query({ text, values: [monitor, ids] });
  return new Map(
    rows.map((row) => [String(row['id']), { actual: (row['class'] ?? row['value']) as string | number, time: row['time'] as number }]),
  );
}

/** The order of labels of one id: the one that counts is first. */
export function labelOrder(table = ''): string {
  return ['time', 'written', 'position'].map((name) => `${table}${name} desc`).join(', ');
}

/** A time as milliseconds since 1970. */
export function timeNumber(expression: string): string {
  return `(extract(epoch from ${expression}) * 1000)::float8`;
}
