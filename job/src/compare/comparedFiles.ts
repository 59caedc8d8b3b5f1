import type { Report } from '@modelmonitor/api';
import type { CheckSettings, MeasuredColumn } from '@modelmonitor/drift';
import { assembledReport, type CheckContext } from '@modelmonitor/drift';
import type { ReadType } from '@modelmonitor/tables';
import { DriftDataError } from '@modelmonitor/tables';
import { filesHash } from '@modelmonitor/tables/files';
import type { MeasuredGroup } from './columnMeasurer.ts';
import { columnPlan, type FileLimits } from './columnPlan.ts';
import { measuredGroups } from './measuredGroups.ts';
import type { OpenedFiles } from './openedFiles.ts';

export interface FileComparison {
  /** Columns to compare, in this order; all of the reference when absent. */
  readonly columns?: readonly string[] | undefined;
  /** How columns are read, by name; the others as `inferTypes` says of the reference. */
  readonly types: Readonly<Record<string, ReadType>>;
  readonly settings: CheckSettings;
  readonly context: Omit<CheckContext, 'referenceHash' | 'currentHash'>;
  readonly limits: FileLimits;
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface ComparedFiles {
  readonly report: Report;
  /** How the reference's columns were read. */
  readonly types: Readonly<Record<string, ReadType>>;
}

/**
 * Compares files column by column, as `checkDrift` compares tables: only a few columns are in memory at a time, on as many threads as are
 * worth it.
 *
 * @throws DriftDataError naming the file and what is wrong in it
 */
export async function comparedFiles(files: OpenedFiles, comparison: FileComparison): Promise<ComparedFiles> {
  const { settings, types, limits, onProgress, signal } = comparison;
  const names = comparison.columns ?? files.names;
  const { reference, current } = files;
  const sides = [...(reference.kind === 'files' ? [reference.source] : []), current];
  const { groups, threads, databaseBytes } = columnPlan(names, sides, limits);
  const database = { threads: threads === 1 ? limits.jobs : 1, memoryBytes: databaseBytes };
  const hashes = Promise.all([
    files.referenceHash ?? (reference.kind === 'files' ? filesHash(reference.source.paths) : ''),
    filesHash(current.paths),
  ]);
  hashes.catch(() => undefined);
  const measured = await measuredGroups({ reference, current, types, settings, limits: database }, groups, {
    threads,
    signal,
    ...(onProgress === undefined ? {} : { onProgress: (done: number) => onProgress(done, names.length) }),
  });
  const rows = { reference: rowsOf(files, measured, 'reference'), current: rowsOf(files, measured, 'current') };
  const [referenceHash, currentHash] = await hashes;
  const features: MeasuredColumn[] = measured.flatMap(({ columns }) => columns);
  const context = { ...comparison.context, referenceHash, currentHash, warnings: [...files.notes, ...comparison.context.warnings] };
  const newColumns =
    comparison.columns === undefined ? current.columns.map(({ name }) => name).filter((name) => !names.includes(name)) : [];
  return {
    report: assembledReport({ rows, features, newColumns }, settings, context),
    types: Object.assign({}, ...measured.map((group) => group.types)),
  };
}

function rowsOf({ reference, current }: OpenedFiles, groups: readonly MeasuredGroup[], side: 'reference' | 'current'): number {
  const rows = groups.find((group) => group.rows[side] !== undefined)?.rows[side] ?? 0;
  const paths = side === 'current' ? current.paths : reference.kind === 'files' ? reference.source.paths : [];
  if (rows === 0 && paths.length > 0) throw new DriftDataError(`${paths.join(', ')} has a header and no rows`);
  return rows;
}
