import type { PostgresConnection } from '@modelmonitor/databases';
import type { SharedStoreSettings } from '../storeSettings.ts';
import { createDayPartitions, type DayPartitions } from './dayPartitions.ts';
import { type InstalledSchema, migrateSchema } from './migrateSchema.ts';
import { createRowReferences, type RowReferences } from './rowReferences.ts';
import { createRowHours, type RowHours } from './touchHours.ts';

/** The monitor whose rows a store has, and what is known of its tables. */
export interface Monitor {
  /** `namespace/name`, as in the column `monitor`. */
  readonly name: string;
  readonly synchronousCommit: boolean;
  readonly maxWaitingLabels: number;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Features that batches are written without. */
  redacted: ReadonlySet<string>;
  readonly references: RowReferences;
  readonly partitions: DayPartitions;
  readonly hours: RowHours;
  /** The tables, which are created or migrated the first time. */
  schema(connection: PostgresConnection): Promise<InstalledSchema>;
  isPartitioned(connection: PostgresConnection): Promise<boolean>;
  /** Looks up everything again: a database that is connected to again may be another one, created from nothing. */
  forget(): void;
}

export interface MonitorSettings {
  readonly monitor: SharedStoreSettings['monitor'];
  readonly maxWaitingLabels?: number | undefined;
  /** Whether a batch counts as written when it is on the disk of the server: true when absent. */
  readonly synchronousCommit?: boolean | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

export function createMonitor({ monitor, maxWaitingLabels = 1_000_000, synchronousCommit = true, now }: MonitorSettings): Monitor {
  const name = `${monitor.namespace}/${monitor.name}`;
  let known: InstalledSchema | undefined;
  const schema = async (connection: PostgresConnection) => {
    known ??= await migrateSchema(connection);
    return known;
  };
  const isPartitioned = async (connection: PostgresConnection) => (await schema(connection)).form === 'partitioned';
  const references = createRowReferences(name);
  const hours = createRowHours();
  const partitions = createDayPartitions({ now, isPartitioned });
  return {
    name,
    now,
    synchronousCommit,
    maxWaitingLabels,
    redacted: new Set(),
    references,
    hours,
    partitions,
    schema,
    isPartitioned,
    forget() {
      known = undefined;
      references.forget();
      hours.forget();
      partitions.forget();
    },
  };
}
