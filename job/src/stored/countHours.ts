import { durationMilliseconds, type ModelMonitor } from '@modelmonitor/api/plain';
import type { RowRange, StartedCounting, Store } from '@modelmonitor/store';
import type { DataSet } from '@modelmonitor/tables';
import {
  addHours,
  countHour,
  decodeHour,
  emptyHour,
  encodeHour,
  type HourCounts,
  type HourPlan,
  hourPlan,
} from '@modelmonitor/tables/counted';
import { visibleFeatures } from '../check/reference.ts';

const hourMilliseconds = 3_600_000;
/** An hour is counted so long after its end: rows reach the store within seconds, and after a short outage within minutes. */
const closedAfterMilliseconds = 600_000;
/** Hours that are read at a time. */
const hoursAtOnce = 48;

export interface HourOptions {
  readonly monitor: ModelMonitor;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly reference: DataSet;
  /** Counts rows of a range. */
  readonly startCounts: (range: RowRange) => Promise<Pick<StartedCounting, 'source' | 'end'>>;
}

/** The closed hours of a window, counted. */
export interface CountedHours {
  readonly plan: HourPlan;
  readonly counts: HourCounts;
  /** Hours with rows. */
  readonly hours: number;
  /** Start of the first and end of the last of them, in milliseconds since 1970; null without. */
  readonly from: number | null;
  readonly to: number | null;
}

/**
 * Counts of the closed hours of the window of a monitor: those that an earlier check counted are read, the others are counted and kept. The
 * newest hours count, as far as they have `window.maxRows` rows together.
 */
export async function countHours(store: Store, options: HourOptions): Promise<CountedHours> {
  const { monitor, now, reference } = options;
  const { maxAge, maxRows } = monitor.spec.drift.window;
  const plan = hourPlan(reference, visibleFeatures({ monitor }));
  const first = Math.ceil((now - durationMilliseconds(maxAge)) / hourMilliseconds) * hourMilliseconds;
  const end = Math.floor((now - closedAfterMilliseconds) / hourMilliseconds) * hourMilliseconds;
  let found: CountedHours = { plan, counts: emptyHour(plan), hours: 0, from: null, to: null };
  for (let to = end; to > first && found.counts.rows < maxRows; to -= hoursAtOnce * hourMilliseconds) {
    const from = Math.max(first, to - hoursAtOnce * hourMilliseconds);
    const kept = new Map((await store.readHourCounts({ edges: plan.digest, from, to })).map(({ start, numbers }) => [start, numbers]));
    for (let start = to - hourMilliseconds; start >= from && found.counts.rows < maxRows; start -= hourMilliseconds) {
      const numbers = kept.get(start);
      const counts = numbers === undefined ? await countAndKeep(store, plan, { start, ...options }) : decodeHour(numbers, plan);
      if (counts.rows === 0) continue;
      found = {
        plan,
        counts: addHours(found.counts, counts),
        hours: found.hours + 1,
        from: start,
        to: found.to ?? start + hourMilliseconds,
      };
    }
  }
  return found;
}

async function countAndKeep(
  store: Store,
  plan: HourPlan,
  { start, monitor, startCounts }: HourOptions & { readonly start: number },
): Promise<HourCounts> {
  const range = { from: start, to: start + hourMilliseconds };
  const { rows, refused, labelled } = await store.countRows(range);
  const facts = new Map(Object.entries({ rows, refused, labelled }));
  let counts: HourCounts = { ...emptyHour(plan), facts };
  if (rows + refused > 0) {
    for (const { name } of monitor.spec.model.versions)
      facts.set(versionFact(name), (await store.countRows({ ...range, version: name })).rows);
    const { source, end } = await startCounts(range);
    try {
      counts = { ...(await countHour(source, plan)), facts };
    } finally {
      await end();
    }
  }
  await store.saveHourCounts([{ start, edges: plan.digest, numbers: encodeHour(counts) }]);
  return counts;
}

/** Name of the fact that holds the rows of a version. */
export function versionFact(name: string): string {
  return `version ${name}`;
}
