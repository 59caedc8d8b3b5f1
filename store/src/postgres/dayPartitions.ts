import { DatabaseError, inTransaction, type PostgresConnection } from '@modelmonitor/databases';
import { StoreUnavailable } from '../errors.ts';
import { type Partition, partitionNamed, partitionStatement, rowPartition } from './timeParts.ts';

const dayMilliseconds = 86_400_000;
/** Days for which partitions are made before the first row of them arrives. */
const daysAhead = 3;

/** Partitions of rows and labels. Nothing is done where they lie in one table. */
export interface DayPartitions {
  /** Creates those that do not exist yet. */
  prepare(connection: PostgresConnection, partitions: readonly Partition[]): Promise<void>;
  /** Looks for those that exist again: another process may have dropped them. */
  forget(): void;
}

export interface PartitionOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Whether the tables are partitioned. */
  readonly isPartitioned: (connection: PostgresConnection) => Promise<boolean>;
}

export function createDayPartitions({ now, isPartitioned }: PartitionOptions): DayPartitions {
  const known = new Set<string>();
  return {
    async prepare(connection, partitions) {
      if (partitions.every(({ name }) => known.has(name)) || !(await isPartitioned(connection))) return;
      const today = rowPartition(now());
      const isCurrent = partitions.some(({ from, to }) => from <= today.to && to >= today.from - dayMilliseconds);
      const ahead = Array.from({ length: isCurrent ? daysAhead : 0 }, (_, day) => rowPartition(today.from + day * dayMilliseconds));
      const existing = new Set((await listPartitions(connection)).map(({ name }) => name));
      const missing = [...partitions, ...ahead].filter(({ name }) => !existing.has(name));
      if (missing.length > 0) await createPartitions(connection, missing);
      for (const { name } of [...missing, ...partitions]) known.add(name);
    },
    forget: () => known.clear(),
  };
}

/** Partitions of rows and labels that exist. */
export async function listPartitions(connection: PostgresConnection): Promise<Partition[]> {
  const text = `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
    where i.inhparent in (to_regclass('modelmonitor_predictions'), to_regclass('modelmonitor_labels')) order by 1`;
  return (await connection.query({ text })).flatMap(({ name }) => partitionNamed(String(name)) ?? []);
}

async function createPartitions(connection: PostgresConnection, missing: readonly Partition[]): Promise<void> {
  try {
    await inTransaction(
      connection,
      async () => {
        // One process at a time: `if not exists` alone fails when two create a table at once.
        await connection.query({ text: 'select version from modelmonitor_schema where id = 1 for update' });
        for (const partition of missing) await connection.query({ text: partitionStatement(partition) });
      },
      { settings: ["lock_timeout = '5s'"] },
    );
  } catch (error) {
    if (!(error instanceof DatabaseError) || error.kind !== 'denied') throw error;
    throw new StoreUnavailable(
      `${error.message}: the role may not create partitions; let it own the tables, or create them by \`modelmonitor migrate --single\``,
      { cause: error },
    );
  }
}
