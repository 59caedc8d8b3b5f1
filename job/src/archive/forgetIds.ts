import { claimRetention, type Store } from '@modelmonitor/store';
import { openDuckDb } from '@modelmonitor/tables/files';
import type { ArchiveHeader } from './archiveHeader.ts';
import type { ArchivePlace } from './archivePlace.ts';
import { literal } from './archiveSql.ts';
import { ArchiveError } from './errors.ts';
import { archivePages, pathLiteral, readArchiveHeader } from './readArchive.ts';
import { verifyArchive, writeArchive } from './writeArchive.ts';

export interface ForgetOptions {
  readonly store: Store;
  readonly monitor: ArchiveHeader['monitor'];
  /** Undefined without an archive. */
  readonly place: ArchivePlace | undefined;
  readonly holder: string;
  readonly now: () => number;
}

export interface Forgotten {
  /** Rows that were deleted in the store. */
  readonly stored: number;
  /** Rows that were deleted in archives, by the name of the archive. */
  readonly archived: Readonly<Record<string, number>>;
}

/** Deletes rows and labels by ids, in the store and in every archive that has them. @throws ArchiveError while another process archives */
export async function forgetIds(ids: readonly string[], { store, monitor, place, holder, now }: ForgetOptions): Promise<Forgotten> {
  if (!(await claimRetention({ store, holder, now })))
    throw new ArchiveError('another process is archiving or dropping days; nothing was deleted');
  try {
    const stored = await store.forget(ids);
    const archived: Record<string, number> = {};
    for (const name of (await place?.list(monitor)) ?? []) {
      const rows = await place?.read(name, (path) =>
        path === undefined ? Promise.resolve(0) : forgetInArchive(path, { ids, name, place, monitor }),
      );
      if (rows !== undefined && rows > 0) archived[name] = rows;
      await claimRetention({ store, holder, now });
    }
    return { stored, archived };
  } finally {
    await store.claim({ name: 'retention', holder, until: now() }, now());
  }
}

interface InArchive {
  readonly ids: readonly string[];
  readonly name: string;
  readonly place: ArchivePlace;
  readonly monitor: ArchiveHeader['monitor'];
}

async function forgetInArchive(path: string, { ids, name, place, monitor }: InArchive): Promise<number> {
  if (!(await hasIds(path, ids))) return 0;
  // A damaged file, or one of another monitor, would get a checksum that fits.
  await verifyArchive(path, { monitor });
  return place.replace(name, async (written) => {
    const { leftOut } = await writeArchive(written, { monitor, sources: [archivePages(path)], without: ids });
    return leftOut;
  });
}

async function hasIds(path: string, ids: readonly string[]): Promise<boolean> {
  const { columns } = await readArchiveHeader(path);
  const names = columns.map((_, index) => `c${index}`).join(', ');
  const idColumn = columns.findIndex(({ role }) => role === 'id');
  const { connection, close } = await openDuckDb();
  try {
    await connection.run('CREATE TABLE forgotten(id VARCHAR)');
    for (let start = 0; start < ids.length; start += 1000)
      await connection.run(
        `INSERT INTO forgotten VALUES ${ids
          .slice(start, start + 1000)
          .map((id) => `(${literal(id)})`)
          .join(', ')}`,
      );
    const sql = `SELECT 1 FROM read_parquet(${pathLiteral(path)}) t(${names}) WHERE c${idColumn} IN (FROM forgotten) LIMIT 1`;
    return (await connection.runAndReadAll(sql)).currentRowCount > 0;
  } finally {
    close();
  }
}
