const dayMilliseconds = 86_400_000;

/** A partition: its name, and the times it holds. */
export interface Partition {
  readonly table: 'modelmonitor_predictions' | 'modelmonitor_labels';
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly from: number;
  readonly to: number;
}

/** Days of some times, each as its start: partitions are looked up for these. */
export function daysOf(times: Iterable<number>): number[] {
  const days = new Set<number>();
  for (const time of times) days.add(Math.floor(time / dayMilliseconds) * dayMilliseconds);
  return [...days];
}

/** Rows have a partition per day, in UTC: a day is archived and dropped at once. */
export function rowPartition(time: number): Partition {
  const from = Math.floor(time / dayMilliseconds) * dayMilliseconds;
  const name = `modelmonitor_predictions_${isoDay(from).replaceAll('-', '')}`;
  return { table: 'modelmonitor_predictions', name, from, to: from + dayMilliseconds };
}

/** Labels have a partition per month: an id is looked up in each, and they are few. */
export function labelPartition(time: number): Partition {
  const date = new Date(time);
  const [from, to] = [0, 1].map((next) => Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + next)) as [number, number];
  return { table: 'modelmonitor_labels', name: `modelmonitor_labels_${isoDay(from).slice(0, 7).replace('-', '')}`, from, to };
}

/** The statement that creates a partition. */
export function partitionStatement({ table, name, from, to }: Partition): string {
  return `create table if not exists ${name} partition of ${table} for values from ('${sqlTime(from)}') to ('${sqlTime(to)}')`;
}

/** Times that rows and labels may have. */
export const timeBounds = { earliest: Date.UTC(1900, 0), latest: Date.UTC(9999, 11, 31) };

/** A time as a constant that every session reads alike, to the microsecond; times beyond those of rows are the nearest such. */
export function sqlTime(milliseconds: number): string {
  const time = Math.min(Math.max(milliseconds, timeBounds.earliest), timeBounds.latest);
  const microseconds = Math.round((time - Math.floor(time)) * 1000);
  const [whole, rest] = microseconds === 1000 ? [Math.ceil(time), 0] : [Math.floor(time), microseconds];
  return new Date(whole)
    .toISOString()
    .replace('T', ' ')
    .replace('Z', `${String(rest).padStart(3, '0')}+00`);
}

/** The partition of a name; undefined for another table. */
export function partitionNamed(name: string): Partition | undefined {
  const [, table, digits = ''] = /^(modelmonitor_(?:predictions|labels))_(\d{6,8})$/.exec(name) ?? [];
  if (table === undefined) return undefined;
  const time = Date.UTC(Number(digits.slice(0, 4)), Number(digits.slice(4, 6)) - 1, Number(digits.slice(6) || 1));
  return table === 'modelmonitor_labels' ? labelPartition(time) : rowPartition(time);
}

function isoDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
