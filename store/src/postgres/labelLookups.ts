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
interface IdHour {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly version: string;
}

/** Rows of ids, found so far. */
type Found = Map<string, IdHour[]>;

/**
 * Those of some ids that rows have, with the hours of the rows. Ids of ours are given once: of many, some are looked up first, and the others
 * between the times of these; then the few partitions of the last days are searched, and the others only for what was not found.
 */
export async function findStoredIds(connection: PostgresConnection, { monitor, ids, now }: IdsToFind): Promise<Found> {
  const stored: Found = new Map();
  const find = (some: readonly string[], bound: string) => findBetween(connection, stored, { monitor, ids: some, bound });
  for (const part of neighbours(ids)) await findPart(stored, part, find);
  const recent = sqlTime(now - recentMilliseconds);
  for (const bound of [`time >= '${recent}'`, `time < '${recent}'`]) {
    const missing = ids.filter((id) => !stored.has(id) || parseRowId(id) === undefined);
    if (missing.length > 0) await find(missing, bound);
  }
  return stored;
}

/** Ids of ours that are looked up together. */
const partIds = 500;

/** Ids of a series by their numbers, in parts; few ids are in none. */
function neighbours(ids: readonly string[]): string[][] {
  const parsed = ids.flatMap((id) => {
    const place = parseRowId(id);
    return place === undefined ? [] : [{ id, ...place }];
  });
  return [...Map.groupBy(parsed, ({ series }) => series).values()].flatMap((own) => {
    if (own.length < partIds / 5) return [];
    const sorted = own.sort((one, other) => one.number - other.number).map(({ id }) => id);
    return Array.from({ length: Math.ceil(sorted.length / partIds) }, (_, part) => sorted.slice(part * partIds, (part + 1) * partIds));
  });
}

/** Looks up the first and the last id, and the others in the hours from one to the other: the numbers of a series follow each other in time. */
async function findPart(
  stored: Found,
  ids: readonly string[],
  find: (ids: readonly string[], bound: string) => Promise<void>,
): Promise<void> {
  const ends = [ids[0], ids.at(-1)] as [string, string];
  await find(ends, 'true');
  const [first, last] = ends.map((id) => stored.get(id)?.[0]?.start);
  if (first === undefined || last === undefined) return;
  const [from, to] = [Math.min(first, last), Math.max(first, last) + hourMilliseconds];
  await find(ids.slice(1, -1), `time >= '${sqlTime(from)}' and time < '${sqlTime(to)}'`);
}

const hourMilliseconds = 3_600_000;

async function findBetween(
  connection: PostgresConnection,
  stored: Found,
  { monitor, ids, bound }: { readonly monitor: string; readonly ids: readonly string[]; readonly bound: string },
): Promise<void> {
  const text = `select distinct id, version, floor(extract(epoch from time) / 3600)::float8 as hour from modelmonitor_predictions
    where monitor = $1 and id = any($2::text[]) and ${bound}`;
  for (const { id, version, hour } of await connection.query({ text, values: [monitor, ids] })) {
    const found = { start: (hour as number) * hourMilliseconds, version: String(version) };
    const known = stored.get(String(id)) ?? [];
    if (!known.some(({ start, version: other }) => start === found.start && other === found.version))
      stored.set(String(id), [...known, found]);
  }
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
