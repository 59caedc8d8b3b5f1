import { createReadStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { captureStoreOf, type ModelMonitor, type Placement, storeArgument } from '@modelmonitor/api';
import type { DriftChild } from '@modelmonitor/job';
import type { RowRange } from '@modelmonitor/store';
import { ProblemError } from '../problem.ts';

export interface ExportParquetOptions {
  readonly monitor: () => ModelMonitor;
  readonly placement: Placement;
  readonly driftChild: Pick<DriftChild, 'exportRows'>;
}

/** Sends rows of the log, with a label only those that have it, as a Parquet file. @throws ProblemError where no store keeps rows */
export type ExportParquet = (range: RowRange, label?: string | number) => Promise<Readable>;

/** A process of its own writes a temporary file, one at a time, which is deleted when it was sent. */
export function exportParquet({ monitor, placement, driftChild }: ExportParquetOptions): ExportParquet {
  let earlier: Promise<unknown> = Promise.resolve();
  const write = async (range: RowRange, label: string | number | undefined): Promise<string> => {
    const store = storeArgument(captureStoreOf(monitor(), placement));
    if (store === undefined) throw new ProblemError('no_store', 'rows and labels are kept in memory only');
    const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-export-'));
    try {
      await driftChild.exportRows({ store, range, label, path: join(directory, 'rows.parquet') });
      return directory;
    } catch (error) {
      await rm(directory, { recursive: true });
      throw error;
    }
  };
  return async (range, label) => {
    const written = earlier.then(() => write(range, label));
    earlier = written.catch(() => undefined);
    const directory = await written;
    const file = createReadStream(join(directory, 'rows.parquet'));
    file.once('close', () => void rm(directory, { recursive: true, force: true }));
    return file;
  };
}
