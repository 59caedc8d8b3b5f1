import type { Report } from '@modelmonitor/api';
import { assembleReport, type CheckContext, type CheckSettings, type Findings } from '@modelmonitor/drift/columns';
import { DriftDataError, profileNotes, readReferenceProfile } from '@modelmonitor/tables';
import {
  type DataSource,
  type DuckDbSession,
  dataColumns,
  dataSource,
  filesHash,
  openDuckDb,
  type ReadFileOptions,
  type ReadTypes,
} from '@modelmonitor/tables/files';
import type { ReferenceSource } from './columnMeasurer.ts';
import { columnPlan, type FileLimits } from './columnPlan.ts';
import { measureGroups } from './measureGroups.ts';

/** Files of both sides, opened but not read. */
export interface OpenFiles {
  readonly reference: ReferenceSource;
  readonly current: DataSource;
  /** Columns of the reference that are compared when none are named, in its order. */
  readonly names: readonly string[];
  /** All columns of the reference, those left out such as row numbers included. */
  readonly known: readonly string[];
  /** SHA-256 of the reference, where it is known already. */
  readonly referenceHash: string | undefined;
  readonly notes: readonly string[];
}

/**
 * Finds out what the files of both sides are and which columns they have. A reference of one file may be a profile.
 *
 * @param paths of each side, at least one
 * @throws DriftDataError when one cannot be compared
 */
export async function openFiles(
  paths: { reference: readonly string[]; current: readonly string[] },
  options: ReadFileOptions = {},
): Promise<OpenFiles> {
  // A CSV file is examined without the database.
  let session: DuckDbSession | undefined;
  const connect = async () => {
    session ??= await openDuckDb({ threads: 1 });
    return session.connection;
  };
  try {
    const profile = paths.reference.length === 1 ? await readReferenceProfile(paths.reference[0] as string) : undefined;
    if (profile !== undefined) {
      const current = await dataSource(connect, paths.current, options);
      const names = profile.profile.columns.map(({ name }) => name);
      const notes = [...profileNotes(profile.profile), ...current.notes];
      return { reference: { kind: 'profile', profile: profile.profile }, current, names, known: names, referenceHash: profile.hash, notes };
    }
    const [before, after] = [await dataSource(connect, paths.reference, options), await dataSource(connect, paths.current, options)];
    const known = before.columns.map(({ name }) => name);
    const leftOut = new Set(
      [before, after].flatMap(({ columns }) => columns.filter((column) => column.leftOut !== undefined)).map(({ name }) => name),
    );
    const names = known.filter((name) => !leftOut.has(name));
    const differ = known.length !== after.columns.length || known.some((name) => after.columns.every((column) => column.name !== name));
    const countRows = async (source: DataSource): Promise<DataSource> => {
      if (!differ || source.rows !== undefined) return source;
      const rows = Number((await (await connect()).runAndReadAll(`SELECT count(*) FROM ${source.sql}`)).getRows()[0]?.[0]);
      return { ...source, rows };
    };
    const source = await countRows(before);
    const notes = [...new Set([...before.notes, ...after.notes])];
    return { reference: { kind: 'files', source }, current: await countRows(after), names, known, referenceHash: undefined, notes };
  } catch (cause) {
    if (cause instanceof DriftDataError) throw cause;
    throw new DriftDataError(`${[...paths.reference, ...paths.current].join(', ')} cannot be read: ${(cause as Error).message}`, { cause });
  } finally {
    session?.close();
  }
}

export interface FileComparison {
  /** Columns to compare, in this order; all of the reference when absent. */
  readonly columns?: readonly string[] | undefined;
  /** Types that the user states, by name; the others as `inferTypes` says of the reference. */
  readonly types: ReadTypes;
  readonly settings: CheckSettings;
  readonly context: Omit<CheckContext, 'referenceHash' | 'currentHash'>;
  readonly limits: FileLimits;
  /** What rows side by side show, beside the drift of single columns; gets the types that these were compared in. */
  readonly rowFindings?: (types: ReadTypes) => Promise<RowFindings>;
  readonly onProgress?: ((done: number, all: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type RowFindings = Pick<Findings, 'prediction' | 'target' | 'sections' | 'notes'>;

/**
 * Compares files column by column, as `checkDrift` compares tables: only a few columns are in memory at a time, on as many threads as are
 * worth it.
 *
 * @throws DriftDataError naming the file and what is wrong in it
 */
export async function compareFiles(files: OpenFiles, comparison: FileComparison): Promise<Report> {
  const { settings, types, limits, onProgress, signal } = comparison;
  const names = comparison.columns ?? files.names;
  const { reference, current } = files;
  const before = reference.kind === 'files' ? [reference.source] : [];
  const { groups, threads, databaseBytes } = columnPlan(names, [...before, current], limits);
  const database = { threads: threads === 1 ? limits.jobs : 1, memoryBytes: databaseBytes };
  const hashes = Promise.all([files.referenceHash ?? filesHash(before.flatMap(({ paths }) => paths)), filesHash(current.paths)]);
  hashes.catch(() => undefined);
  const measured = await measureGroups({ reference, current, types, settings, limits: database }, groups, {
    threads,
    signal,
    ...(onProgress === undefined ? {} : { onProgress: (done: number) => onProgress(done, names.length) }),
  });
  const rows = {
    reference: Math.max(0, ...measured.map((group) => group.rows.reference)),
    current: Math.max(0, ...measured.map((group) => group.rows.current)),
  };
  for (const source of before) requireRows(source, rows.reference);
  requireRows(current, rows.current);
  const [referenceHash, currentHash] = await hashes;
  const context = { ...comparison.context, referenceHash, currentHash, warnings: [...files.notes, ...comparison.context.warnings] };
  const newColumns = comparison.columns === undefined ? dataColumns(current).filter((name) => !files.known.includes(name)) : [];
  const common = Object.fromEntries(measured.flatMap((group) => Object.entries(group.types)));
  const rowFindings = await comparison.rowFindings?.(common);
  const features = measured.flatMap(({ columns }) => columns);
  return assembleReport({ rows, features, newColumns, ...rowFindings }, settings, context);
}

function requireRows({ paths }: DataSource, rows: number): void {
  if (rows === 0) throw new DriftDataError(`${paths.join(', ')} has a header and no rows`);
}
