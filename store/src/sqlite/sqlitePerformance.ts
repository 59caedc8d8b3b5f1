import type { DatabaseSync } from 'node:sqlite';
import {
  type Claim,
  type ComputedPeriod,
  kindCodes,
  type PerformanceTables,
  type RecordQuery,
  type SavedPerformance,
  startOf,
  type TouchedPeriod,
} from '../performance/performanceTables.ts';
import { recordReader, recordToBytes } from '../performance/recordBytes.ts';
import { touchStatement } from './performanceTable.ts';
import type { SqliteFile } from './sqliteFile.ts';

/** The tables of performance in an SQLite file. */
export function createSqlitePerformance({ read, write }: Pick<SqliteFile, 'read' | 'write'>): PerformanceTables {
  return {
    claimTouched: (claim) => write(({ database }) => claimTouched(database, claim)),
    saveComputed: (periods, daysDue) => write(({ database }) => saveComputed(database, periods, daysDue)),
    saveFound: (kind, records) =>
      write(({ database }) => {
        const statement = database.prepare(`
          insert into performance (kind, start, version, classes, numbers) values (?, ?, ?, ?, ?)
          on conflict (kind, start, version) do update set classes = excluded.classes, numbers = excluded.numbers`);
        for (const { start, version, record } of records) {
          const { classes, numbers } = recordToBytes(record);
          statement.run(kindCodes[kind], start, version, classes, numbers);
        }
      }),
    readRecords: (query) => read((database) => readRecords(database, query)),
  };
}

function claimTouched(database: DatabaseSync, { now, leaseMilliseconds, most }: Claim): TouchedPeriod[] {
  const due = database.prepare(
    'select kind, start, version, marks from performance where marks > done and due <= ? order by due, start limit ?',
  );
  const claim = database.prepare('update performance set due = ? where kind = ? and start = ? and version = ?');
  return due.all(now, most).map((row) => {
    const [kind, start, version] = [Number(row['kind']), Number(row['start']), String(row['version'])];
    claim.run(now + leaseMilliseconds, kind, start, version);
    return { by: kind === kindCodes.hour ? 'hour' : 'day', start, version, marks: Number(row['marks']) };
  });
}

function saveComputed(database: DatabaseSync, periods: readonly ComputedPeriod[], daysDue: number): void {
  const save = database.prepare(
    'update performance set done = ?, classes = ?, numbers = ? where kind = ? and start = ? and version = ? and done < ?',
  );
  const skip = database.prepare('update performance set done = ? where kind = ? and start = ? and version = ? and done < ?');
  const touchDay = database.prepare(touchStatement);
  for (const { by, start, version, marks, record } of periods) {
    const key = [kindCodes[by], start, version, marks] as const;
    if (record === undefined) {
      skip.run(marks, ...key);
      continue;
    }
    const { classes, numbers } = recordToBytes(record);
    const { changes } = save.run(marks, classes, numbers, ...key);
    if (by === 'hour' && changes !== 0) touchDay.run(kindCodes.day, startOf('day', start), version, daysDue);
  }
}

function readRecords(database: DatabaseSync, { kind, version, from, to }: RecordQuery): SavedPerformance[] {
  const statement = database.prepare(`
    select start, version, classes, numbers from performance
    where kind = ? and start >= ? and start < ? and numbers is not null${version === undefined ? '' : ' and version = ?'}
    order by start, version`);
  statement.setReturnArrays(true);
  const range = [from ?? Number.MIN_SAFE_INTEGER, to ?? Number.MAX_SAFE_INTEGER, ...(version === undefined ? [] : [version])];
  const rows = statement.all(kindCodes[kind], ...range) as unknown as [
    start: number,
    version: string,
    classes: string,
    numbers: Uint8Array,
  ][];
  const read = recordReader();
  return rows.map(([start, name, classes, numbers]) => ({ start, version: name, record: read({ classes, numbers }) }));
}
