import type { DataSet } from '@modelmonitor/tables';
import { type CountedHours, versionFact } from '../stored/countHours.ts';
import type { CollectedRows } from './collectedRows.ts';
import { isoTime } from './recentWindow.ts';

/** Rows whose columns are compared by counts of hours, where these are requested and there is a closed hour. */
export async function withHours(rows: CollectedRows, reference: DataSet): Promise<CollectedRows> {
  const hours = await rows.countHours?.(reference);
  if (hours === undefined) return rows;
  if (hours.hours === 0) {
    const note = `no hour of the window has ended yet: the newest ${rows.window.rows} rows were compared`;
    return { ...rows, warnings: [...rows.warnings, note] };
  }
  const { facts } = hours.counts;
  const all = facts.get('rows') ?? 0;
  const refused = facts.get('refused') ?? 0;
  const versions = [...facts].flatMap(([name, count]) =>
    name.startsWith(versionFact('')) && count > 0 ? [[name.slice(versionFact('').length), count]] : [],
  );
  return {
    ...rows,
    seen: all + refused,
    counted: {
      source: undefined,
      hours,
      rows: all,
      refused,
      labelled: facts.get('labelled') ?? 0,
      from: hours.from,
      to: hours.to,
      versions: Object.fromEntries(versions),
      end: () => Promise.resolve(),
    },
  };
}

/** What counts of hours mean for a reader of the report. */
export function hoursNote({ hours, from, to }: CountedHours, resolution: number): string {
  const coarse =
    resolution === 0
      ? 'exactly'
      : `exactly at values of the reference, and between two of these to ${(resolution * 100).toPrecision(2)} % of the rows`;
  return `features were compared by the counts of ${hours} closed hours from ${isoTime(from)} to ${isoTime(to)}: ${coarse}; labels count as of when an hour was counted`;
}
