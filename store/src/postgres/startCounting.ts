import { countInPostgres, type PostgresConnection } from '@modelmonitor/databases';
import type { SourceColumn } from '@modelmonitor/tables/counted';
import type { StartedCounting } from '../countingStore.ts';
import type { RowRange } from '../rowPage.ts';
import type { Monitor } from './monitor.ts';
import { relationOf } from './relationOf.ts';

export interface CountingOptions {
  readonly run: (work: (connection: PostgresConnection) => Promise<void>) => Promise<void>;
  readonly monitor: Monitor;
  readonly range: RowRange;
  readonly columns: readonly SourceColumn[];
}

/** Keeps a connection with its transaction until the caller has its counts. */
export async function startCounting({ run, monitor, range, columns }: CountingOptions): Promise<StartedCounting> {
  const started = Promise.withResolvers<Pick<StartedCounting, 'source' | 'part'>>();
  const ended = Promise.withResolvers<void>();
  const done = run(async (connection) => {
    const contracts = await monitor.references.contracts(connection);
    const options = { monitor: monitor.name, range, columns, contracts };
    await countInPostgres(connection, relationOf(options), async (source, countOther) => {
      started.resolve({ source, part: (part) => countOther(relationOf({ ...options, part })) });
      await ended.promise;
    });
  });
  done.catch(started.reject);
  return {
    ...(await started.promise),
    end: async () => {
      ended.resolve();
      await done;
    },
  };
}
