import { inTransaction, type PostgresConnection, type ResultRow } from '@modelmonitor/databases';
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
import { timeNumber } from './labelLookups.ts';
import { sqlTime } from './timeParts.ts';
import { touchText } from './touchHours.ts';

export interface PerformancePlace {
  readonly monitor: string;
  readonly run: <Result>(work: (connection: PostgresConnection) => Promise<Result>) => Promise<Result>;
}

/** The tables of performance in a PostgreSQL database. */
export function createPostgresPerformance({ monitor, run }: PerformancePlace): PerformanceTables {
  return {
    claimTouched: (claim) => run((connection) => claimTouched(connection, monitor, claim)),
    saveComputed: (periods, daysDue) =>
      run((connection) => inTransaction(connection, () => saveComputed(connection, monitor, { periods, daysDue }))),
    saveFound: (kind, records) =>
      run((connection) =>
        inTransaction(connection, async () => {
          const text = `insert into modelmonitor_performance (monitor, kind, start, version, marks, done, due, classes, numbers)
            values ($1, $2, $3, $4, 0, 0, $3, $5, $6)
            on conflict (monitor, kind, start, version) do update set classes = excluded.classes, numbers = excluded.numbers`;
          for (const { start, version, record } of records) {
            const { classes, numbers } = recordToBytes(record);
            await connection.query({ text, values: [monitor, kindCodes[kind], sqlTime(start), version, classes, Buffer.from(numbers)] });
          }
        }),
      ),
    readRecords: (query) => run((connection) => readRecords(connection, monitor, query)),
  };
}

/** Periods that another process is claiming at this moment are its own. */
async function claimTouched(connection: PostgresConnection, monitor: string, claim: Claim): Promise<TouchedPeriod[]> {
  const text = `update modelmonitor_performance p set due = $3 from (
      select kind, start, version from modelmonitor_performance where monitor = $1 and marks > done and due <= $2
      order by due, start limit $4 for update skip locked) c
    where p.monitor = $1 and p.kind = c.kind and p.start = c.start and p.version = c.version
    returning p.kind, ${timeNumber('p.start')} as start, p.version, p.marks`;
  const values = [monitor, sqlTime(claim.now), sqlTime(claim.now + claim.leaseMilliseconds), claim.most];
  const rows = await connection.query({ text, values });
  return rows
    .map((row): TouchedPeriod => {
      const by = row['kind'] === kindCodes.hour ? 'hour' : 'day';
      return { by, start: row['start'] as number, version: String(row['version']), marks: row['marks'] as number };
    })
    .sort((one, other) => one.start - other.start);
}

interface PeriodsToSave {
  readonly periods: readonly ComputedPeriod[];
  readonly daysDue: number;
}

async function saveComputed(connection: PostgresConnection, monitor: string, { periods, daysDue }: PeriodsToSave): Promise<void> {
  const where = 'where monitor = $1 and kind = $2 and start = $3 and version = $4 and done < $5';
  const save = `update modelmonitor_performance set done = $5, classes = $6, numbers = $7 ${where} returning 1 as one`;
  const skip = `update modelmonitor_performance set done = $5 ${where}`;
  for (const { by, start, version, marks, record } of periods) {
    const key = [monitor, kindCodes[by], sqlTime(start), version, marks];
    if (record === undefined) {
      await connection.query({ text: skip, values: key });
      continue;
    }
    const { classes, numbers } = recordToBytes(record);
    const saved = await connection.query({ text: save, values: [...key, classes, Buffer.from(numbers)] });
    if (by === 'day' || saved.length === 0) continue;
    const day = { start: startOf('day', start), version, due: daysDue };
    await connection.query({ text: touchText(monitor, [day], 'day') });
  }
}

async function readRecords(connection: PostgresConnection, monitor: string, query: RecordQuery): Promise<SavedPerformance[]> {
  const { kind, version, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = query;
  const text = `select ${timeNumber('start')} as start_time, version, classes, numbers from modelmonitor_performance
    where monitor = $1 and kind = $2 and start >= $3 and start < $4 and numbers is not null ${version === undefined ? '' : 'and version = $5'}
    order by start, version`;
  const values = [monitor, kindCodes[kind], sqlTime(from), sqlTime(to), ...(version === undefined ? [] : [version])];
  const read = recordReader();
  return (await connection.query({ text, values })).map((row: ResultRow) => ({
    start: row['start_time'] as number,
    version: String(row['version']),
    record: read({ classes: String(row['classes']), numbers: row['numbers'] as Uint8Array }),
  }));
}
