import { collectOutcomes, joinOutcomes, type OutcomeRows } from './outcomeRows.ts';
import { performanceOf } from './performanceOf.ts';
import {
  type ComputedPeriod,
  type OutcomePage,
  type PerformanceTables,
  periodMilliseconds,
  startOf,
  type TouchedPeriod,
} from './performanceTables.ts';

/** Periods that are claimed at once. */
const MOST_CLAIMED = 500;
/** After so long another process may compute a claimed period. */
const LEASE = 120_000;

export interface UpdateInput {
  readonly tables: PerformanceTables;
  /** Rows with a time from `from` to before `to`, of all versions, oldest first. */
  readonly outcomes: (range: { readonly from: number; readonly to: number }) => AsyncIterable<OutcomePage>;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How long after an hour was computed its day may be, in milliseconds. */
  readonly dayDelay: number;
  /** Gives other tasks of the thread a turn. */
  readonly turn: () => Promise<void>;
}

/**
 * Computes the periods that labels or rows touched and that are due. Rows of an hour are read once for all its versions; those of a day only
 * when the day itself is due. Several processes may do it at once.
 *
 * @returns how many periods were computed
 */
export async function updatePerformance({ tables, outcomes, now, dayDelay, turn }: UpdateInput): Promise<number> {
  const touched = await tables.claimTouched({ now, leaseMilliseconds: LEASE, most: MOST_CLAIMED });
  const days = Map.groupBy(touched, ({ start }) => startOf('day', start));
  for (const [day, periods] of days) {
    const isDayDue = periods.some(({ by }) => by === 'day');
    const ranges = isDayDue ? [{ from: day, to: day + periodMilliseconds.day }] : hourRanges(periods);
    const groups = new Map<string, OutcomeRows>();
    for (const range of ranges)
      for await (const page of outcomes(range)) {
        collectOutcomes(groups, page, (row) =>
          keyOf(startOf('hour', page.times[row] as number), page.versions[page.versionOf[row] as number] ?? ''),
        );
        await turn();
      }
    await tables.saveComputed(
      periods.map((period) => computePeriod(period, groups)),
      now + dayDelay,
    );
  }
  return touched.length;
}

function keyOf(hour: number, version: string): string {
  return `${hour} ${version}`;
}

/** Hours one after another become one range. */
function hourRanges(periods: readonly TouchedPeriod[]): { readonly from: number; readonly to: number }[] {
  const starts = Array.from(new Set(periods.map(({ start }) => start))).sort((a, b) => a - b);
  const ranges: { from: number; to: number }[] = [];
  for (const start of starts) {
    const last = ranges.at(-1);
    if (last?.to === start) last.to += periodMilliseconds.hour;
    else ranges.push({ from: start, to: start + periodMilliseconds.hour });
  }
  return ranges;
}

function computePeriod(period: TouchedPeriod, groups: ReadonlyMap<string, OutcomeRows>): ComputedPeriod {
  const hours = Array.from({ length: periodMilliseconds[period.by] / periodMilliseconds.hour }, (_, hour) =>
    groups.get(keyOf(period.start + hour * periodMilliseconds.hour, period.version)),
  ).filter((rows) => rows !== undefined);
  return { ...period, record: hours.length === 0 ? undefined : performanceOf(joinOutcomes(hours)) };
}
