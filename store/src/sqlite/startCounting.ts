import type { Table } from '@modelmonitor/tables';
import { RowCounter, type SourceColumn } from '@modelmonitor/tables/counted';
import type { RowPart, StartedCounting } from '../countingStore.ts';
import type { RowRange } from '../rowPage.ts';
import { createContracts } from './contracts.ts';
import { featurePages } from './featurePages.ts';
import type { SqliteFile } from './sqliteFile.ts';

/** Counts batch by batch, in one pass for each question. Batches that are written meanwhile do not count. */
export async function startCounting(
  { read, iterate }: Pick<SqliteFile, 'read' | 'iterate'>,
  range: RowRange,
  columns: readonly SourceColumn[],
): Promise<StartedCounting> {
  // Every page is read once for each question: a large cache keeps none of them until it is read again.
  await read((database) => database.exec('pragma cache_size = -2048'));
  const last = await read((database) => Number(database.prepare('select coalesce(max(number), 0) as last from batches').get()?.['last']));
  const contracts = await read(createContracts);
  const pages =
    (part: RowPart | undefined) =>
    (names: readonly string[]): AsyncIterable<Table> => {
      const needed = columns.filter(({ name }) => names.includes(name));
      return iterate((database) => featurePages(database, { range, columns: needed, part, last, contracts }));
    };
  return {
    source: new RowCounter(columns, pages(undefined)),
    part: (part) => new RowCounter(columns, pages(part)),
    end: () => Promise.resolve(),
  };
}
