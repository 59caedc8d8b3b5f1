import { sqlLiteral } from '@modelmonitor/databases';
import { kindCodes, periodMilliseconds, startOf } from '../performance/performanceTables.ts';
import type { RowBatch } from '../rowBatch.ts';
import { sqlTime } from './timeParts.ts';

/** An hour or day of a version whose figures have to be computed again. */
export interface TouchedHour {
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly version: string;
  /** When they may be computed, in milliseconds since 1970. */
  readonly due: number;
}

/** Batches on their way arrive within this time after their hour. */
const graceMilliseconds = 60_000;

/** New labels count after this time, so that many that arrive together are computed once. */
export const labelDelay = 1000;

/** The statement that touches periods; in the same order everywhere, so that transactions do not wait for each other in a circle. */
export function touchText(monitor: string, hours: readonly TouchedHour[], kind: 'hour' | 'day' = 'hour'): string {
  const sorted = [...hours].sort((one, other) => one.start - other.start || (one.version < other.version ? -1 : 1));
  const rows = sorted.map(
    ({ start, version, due }) =>
      `(${sqlLiteral(monitor)}, ${kindCodes[kind]}, '${sqlTime(start)}', ${sqlLiteral(version)}, 1, 0, '${sqlTime(due)}')`,
  );
  return `insert into modelmonitor_performance as p (monitor, kind, start, version, marks, done, due) values ${rows.join(', ')}
    on conflict (monitor, kind, start, version) do update set marks = p.marks + 1,
      due = case when p.marks > p.done then least(p.due, excluded.due) else excluded.due end`;
}

/** Hours that rows touch: those that are not over count when they are. */
export interface RowHours {
  /** Hours to touch for a batch: each hour that is not over once, because no one computes it before. */
  touchedBy(batch: RowBatch, now: number): TouchedHour[];
  /** Remembers that they were touched. */
  remember(hours: readonly TouchedHour[]): void;
  forget(): void;
}

export function createRowHours(): RowHours {
  const known = new Map<string, number>();
  const keyOf = ({ start, version }: Pick<TouchedHour, 'start' | 'version'>) => `${start} ${version}`;
  return {
    touchedBy(batch, now) {
      for (const [key, due] of known) if (now >= due - graceMilliseconds) known.delete(key);
      return hoursOf(batch)
        .map(({ start, version }) => ({ start, version, due: Math.max(now, start + periodMilliseconds.hour) + graceMilliseconds }))
        .filter((hour) => !known.has(keyOf(hour)));
    },
    remember(hours) {
      for (const hour of hours) known.set(keyOf(hour), hour.due);
    },
    forget: () => known.clear(),
  };
}

/** Hours and versions of the rows of a batch. */
export function hoursOf({ rows, times, versions, versionOf }: RowBatch): Pick<TouchedHour, 'start' | 'version'>[] {
  const found = new Map<string, Pick<TouchedHour, 'start' | 'version'>>();
  let [lastHour, lastVersion] = [Number.NaN, -1];
  for (let row = 0; row < rows; row++) {
    const [start, version] = [startOf('hour', times[row] as number), versionOf[row] as number];
    if (start === lastHour && version === lastVersion) continue;
    [lastHour, lastVersion] = [start, version];
    found.set(`${start} ${version}`, { start, version: versions[version] ?? '' });
  }
  return [...found.values()];
}
