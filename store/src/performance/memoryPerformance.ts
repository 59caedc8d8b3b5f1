import { type PerformanceTables, type SavedPerformance, startOf, type TouchedPeriod } from './performanceTables.ts';

interface Entry extends TouchedPeriod {
  marks: number;
  done: number;
  due: number;
  saved?: SavedPerformance;
}

/** Tables of performance in memory, for tests. */
export function createMemoryPerformance(): PerformanceTables & { touchHour(time: number, version: string, due: number): void } {
  const entries = new Map<string, Entry>();
  const found = new Map<string, SavedPerformance[]>();
  const touch = (by: 'hour' | 'day', start: number, version: string, due: number) => {
    const key = `${by} ${start} ${version}`;
    const entry = entries.get(key) ?? { by, start, version, marks: 0, done: 0, due };
    entry.due = entry.marks > entry.done ? Math.min(entry.due, due) : due;
    entry.marks++;
    entries.set(key, entry);
  };
  return {
    touchHour: (time, version, due) => touch('hour', startOf('hour', time), version, due),
    claimTouched: async ({ now, leaseMilliseconds, most }) => {
      const due = [...entries.values()].filter((entry) => entry.marks > entry.done && entry.due <= now).slice(0, most);
      for (const entry of due) entry.due = now + leaseMilliseconds;
      return due.map(({ by, start, version, marks }) => ({ by, start, version, marks }));
    },
    saveComputed: async (periods, daysDue) => {
      for (const { by, start, version, marks, record } of periods) {
        const entry = entries.get(`${by} ${start} ${version}`);
        if (entry === undefined || entry.done >= marks) continue;
        entry.done = marks;
        if (record === undefined) continue;
        entry.saved = { start, version, record };
        if (by === 'hour') touch('day', startOf('day', start), version, daysDue);
      }
    },
    saveFound: async (kind, records) => {
      found.set(kind, [...records]);
    },
    readRecords: async ({ kind, from = 0, to = Number.POSITIVE_INFINITY, version }) => {
      const records =
        kind === 'hour' || kind === 'day'
          ? [...entries.values()].flatMap(({ by, saved }) => (by === kind && saved ? [saved] : []))
          : (found.get(kind) ?? []);
      return records
        .filter((one) => one.start >= from && one.start < to && (version === undefined || one.version === version))
        .toSorted((a, b) => a.start - b.start);
    },
  };
}
