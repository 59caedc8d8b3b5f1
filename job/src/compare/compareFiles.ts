import type { Report } from '@modelmonitor/api';
import { assembleReport, type CheckContext, type CheckSettings, type Findings } from '@modelmonitor/drift/columns';
import { DriftDataError, profileNotes, readReferenceProfile } from '@modelmonitor/tables';
import {
  type DataSource,
  type DuckDbSession,
  dataColumns,
  dataSource,
  filesHash,
  leftOutNotes,
  openDuckDb,
  type ReadFileOptions,
  type ReadTypes,
  readingError,
  readOrCopy,
  textCopies,
} from '@modelmonitor/tables/files';
import type { MeasuredGroup, ReferenceSource } from './columnMeasurer.ts';
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
  /** What is known of the reference beside its rows. */
  readonly notes: readonly string[];
  /** Opens one side again, the files given from a copy in the form that the database reads. */
  copy(side: 'reference' | 'current', copied: readonly string[]): Promise<DataSource>;
  /** Removes copies of files. */
  close(): Promise<void>;
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
  const sides = openSides(paths, options);
  try {
    const profile = paths.reference.length === 1 ? await readReferenceProfile(paths.reference[0] as string) : undefined;
    if (profile !== undefined) {
      const after = await sides.open('current', []);
      const names = profile.profile.columns.map(({ name }) => name);
      requireReadHeader(paths.reference, names, after);
      const lacks = names.some((name) => after.columns.every((column) => column.name !== name));
      const current = lacks ? await sides.count('current', after) : after;
      const open = lacks ? sides.openAndCount : sides.open;
      const reference = { kind: 'profile', profile: profile.profile } as const;
      const notes = profileNotes(profile.profile);
      return { reference, current, names, known: names, referenceHash: profile.hash, notes, copy: open, close: sides.close };
    }
    const [before, after] = [await sides.open('reference', []), await sides.open('current', [])];
    const known = before.columns.map(({ name }) => name);
    requireReadHeader(before.paths, known, after);
    const leftOut = [before, after].flatMap(({ columns }) => columns.filter((column) => column.leftOut !== undefined));
    const names = known.filter((name) => !leftOut.some((column) => column.name === name));
    const differ = known.length !== after.columns.length || known.some((name) => after.columns.every((column) => column.name !== name));
    const open = differ ? sides.openAndCount : sides.open;
    const source = differ ? await sides.count('reference', before) : before;
    const current = differ ? await sides.count('current', after) : after;
    const reference = { kind: 'files', source } as const;
    return { reference, current, names, known, referenceHash: undefined, notes: [], copy: open, close: sides.close };
  } catch (cause) {
    await sides.close();
    if (cause instanceof DriftDataError) throw cause;
    throw new DriftDataError(`${[...paths.reference, ...paths.current].join(', ')} cannot be read: ${(cause as Error).message}`, { cause });
  } finally {
    sides.disconnect();
  }
}

/** Names of each side that a message lists. */
const LISTED = 5;

/** @throws DriftDataError when the current data was not split into columns or has no header, so that it has no column of the reference */
function requireReadHeader(reference: readonly string[], known: readonly string[], { paths, columns, notes }: DataSource): void {
  const got = columns.map(({ name }) => name);
  if (got.some((name) => known.includes(name))) return;
  const isUnsplit = got.length === 1 && known.length > 1 && known.every((name) => got[0]?.includes(name));
  const unnamed = notes.find((note) => note.includes('has no header'));
  if (!isUnsplit && unnamed === undefined) return;
  const list = (names: readonly string[]) =>
    [...names.slice(0, LISTED).map((name) => JSON.stringify(name)), ...(names.length > LISTED ? ['…'] : [])].join(', ');
  const hint = unnamed ?? 'fields are separated by comma, semicolon, tab or |';
  throw new DriftDataError(`${paths.join(', ')}: expected columns of ${reference.join(', ')} (${list(known)}), got ${list(got)}; ${hint}`);
}

/** Files of both sides, the database that looks at Parquet files, and the copies of text files. */
function openSides(paths: { reference: readonly string[]; current: readonly string[] }, options: ReadFileOptions) {
  type Side = keyof typeof paths;
  const copies = textCopies();
  // A CSV file is examined without the database.
  let session: DuckDbSession | undefined;
  const connect = async () => {
    session ??= await openDuckDb({ threads: 1 });
    return session.connection;
  };
  const disconnect = () => {
    session?.close();
    session = undefined;
  };
  const open = (side: Side, copied: readonly string[]) => dataSource(connect, paths[side], { ...options, copies, copied });
  const count = (side: Side, source: DataSource): Promise<DataSource> =>
    readOrCopy(
      source,
      (copied) => open(side, copied),
      async (read) => {
        if (read.rows !== undefined) return read;
        try {
          const rows = Number((await (await connect()).runAndReadAll(`SELECT count(*) FROM ${read.sql}`)).getRows()[0]?.[0]);
          return { ...read, rows };
        } catch (cause) {
          throw readingError(read, cause);
        }
      },
    );
  return {
    open,
    count,
    openAndCount: async (side: Side, copied: readonly string[]) => {
      const source = await count(side, await open(side, copied));
      disconnect();
      return source;
    },
    disconnect,
    close: async () => {
      disconnect();
      await copies.close();
    },
  };
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
  const names = comparison.columns ?? files.names;
  const { reference } = files;
  const paths = reference.kind === 'files' ? reference.source.paths : [];
  const hashes = Promise.all([files.referenceHash ?? filesHash(paths), filesHash(files.current.paths)]);
  hashes.catch(() => undefined);
  const { measured, before, current } = await measureFiles(files, names, comparison);
  const rows = {
    reference: Math.max(0, ...measured.map((group) => group.rows.reference)),
    current: Math.max(0, ...measured.map((group) => group.rows.current)),
  };
  for (const source of before) requireRows(source, rows.reference);
  requireRows(current, rows.current);
  const [referenceHash, currentHash] = await hashes;
  const sources = [...before, current];
  const notes = new Set([...files.notes, ...sources.flatMap((source) => [...source.notes, ...leftOutNotes(source, names)])]);
  const context = { ...comparison.context, referenceHash, currentHash, warnings: [...notes, ...comparison.context.warnings] };
  const newColumns = comparison.columns === undefined ? dataColumns(current).filter((name) => !files.known.includes(name)) : [];
  const common = Object.fromEntries(measured.flatMap((group) => Object.entries(group.types)));
  const rowFindings = await comparison.rowFindings?.(common);
  const features = measured.flatMap(({ columns }) => columns);
  return assembleReport({ rows, features, newColumns, ...rowFindings }, comparison.settings, context);
}

interface MeasuredFiles {
  readonly measured: readonly MeasuredGroup[];
  /** The files of the reference, unless it is a profile. */
  readonly before: readonly DataSource[];
  readonly current: DataSource;
}

/** Measures columns of both sides; a file that the database cannot read as it is, from a copy. */
async function measureFiles(files: OpenFiles, names: readonly string[], comparison: FileComparison): Promise<MeasuredFiles> {
  const { settings, types, limits, onProgress, signal } = comparison;
  const measure = async (reference: ReferenceSource, current: DataSource): Promise<MeasuredFiles> => {
    const before = reference.kind === 'files' ? [reference.source] : [];
    const { groups, threads, databaseBytes } = columnPlan(names, [...before, current], limits);
    const database = { threads: threads === 1 ? limits.jobs : 1, memoryBytes: databaseBytes };
    const measured = await measureGroups({ reference, current, types, settings, limits: database }, groups, {
      threads,
      signal,
      ...(onProgress === undefined ? {} : { onProgress: (done: number) => onProgress(done, names.length) }),
    });
    return { measured, before, current };
  };
  const { reference } = files;
  const withCurrent = (side: ReferenceSource) =>
    readOrCopy(
      files.current,
      (copied) => files.copy('current', copied),
      (current) => measure(side, current),
    );
  if (reference.kind === 'profile') return withCurrent(reference);
  return readOrCopy(
    reference.source,
    (copied) => files.copy('reference', copied),
    (source) => withCurrent({ kind: 'files', source }),
  );
}

function requireRows({ paths }: DataSource, rows: number): void {
  if (rows === 0) throw new DriftDataError(`${paths.join(', ')} has a header and no rows`);
}
