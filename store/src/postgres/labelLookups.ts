import type { PostgresConnection } from '@modelmonitor/databases';
import { sqlTime } from './timeParts.ts';

/** Most labels are of rows of the last days: fewer partitions are searched for them. */
const recentMilliseconds = 2 * 86_400_000;

export interface IdsToFind {
  readonly monitor: string;
  readonly ids: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Those of some ids that rows have. */
export async function findStoredIds(connection: PostgresConnection, { monitor, ids, now }: IdsToFind): Promise<Set<string>> {
  const stored = new Set<string>();
  const recent = sqlTime(now - recentMilliseconds);
  for (const bound of [`>= '${recent}'`, `< '${recent}'`]) {
    const missing = ids.filter((id) => !stored.has(id));
    if (missing.length === 0) break;
    const text = `select distinct id from modelmonitor_predictions where monitor = $1 and id = any($2::text[]) and time ${bound}`;
    for (const { id } of await connection.query({ text, values: [monitor, missing] })) stored.add(String(id));
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
