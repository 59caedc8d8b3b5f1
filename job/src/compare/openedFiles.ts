import { DriftDataError, profileNotes, readReferenceProfile } from '@modelmonitor/tables';
import { type DataSource, type DuckDbSession, dataSource, openDuckDb } from '@modelmonitor/tables/files';
import type { ReferenceSource } from './fileWork.ts';

/** Files of both sides, looked at but not read. */
export interface OpenedFiles {
  readonly reference: ReferenceSource;
  readonly current: DataSource;
  /** Columns of the reference, in its order. */
  readonly names: readonly string[];
  /** SHA-256 of the reference, where it is known already. */
  readonly referenceHash: string | undefined;
  readonly notes: readonly string[];
}

/**
 * Looks at the files of both sides. A reference of one file may be a profile.
 *
 * @param paths of each side, at least one
 * @throws DriftDataError when one cannot be compared
 */
export async function openedFiles(paths: { reference: readonly string[]; current: readonly string[] }): Promise<OpenedFiles> {
  // A CSV file is looked at without the database.
  let session: DuckDbSession | undefined;
  const connect = async () => {
    session ??= await openDuckDb({ threads: 1 });
    return session.connection;
  };
  try {
    const profile = paths.reference.length === 1 ? await readReferenceProfile(paths.reference[0] as string) : undefined;
    if (profile !== undefined) {
      const current = await dataSource(connect, paths.current);
      const names = profile.profile.columns.map(({ name }) => name);
      const notes = profileNotes(profile.profile);
      return { reference: { kind: 'profile', profile: profile.profile }, current, names, referenceHash: profile.hash, notes };
    }
    const [before, after] = [await dataSource(connect, paths.reference), await dataSource(connect, paths.current)];
    const names = before.columns.map(({ name }) => name);
    const differ = names.length !== after.columns.length || names.some((name) => after.columns.every((column) => column.name !== name));
    const counted = async (source: DataSource): Promise<DataSource> => {
      if (!differ || source.rows !== undefined) return source;
      const rows = Number((await (await connect()).runAndReadAll(`SELECT count(*) FROM ${source.sql}`)).getRows()[0]?.[0]);
      return { ...source, rows };
    };
    const source = await counted(before);
    return { reference: { kind: 'files', source }, current: await counted(after), names, referenceHash: undefined, notes: [] };
  } catch (cause) {
    if (cause instanceof DriftDataError) throw cause;
    throw new DriftDataError(`${[...paths.reference, ...paths.current].join(', ')} cannot be read: ${(cause as Error).message}`, { cause });
  } finally {
    session?.close();
  }
}
