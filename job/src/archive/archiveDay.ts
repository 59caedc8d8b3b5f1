import type { Day, RowPage, Store } from '@modelmonitor/store';
import type { ArchiveHeader } from './archiveHeader.ts';
import { type ArchivePlace, archiveName } from './archivePlace.ts';
import { archivePages, readArchiveHeader } from './readArchive.ts';
import { digestOf, digestText } from './rowDigest.ts';
import { verifyArchive, writeArchive } from './writeArchive.ts';

export interface DayToArchive {
  readonly store: Pick<Store, 'readPages'>;
  readonly monitor: ArchiveHeader['monitor'];
  readonly place: ArchivePlace;
  /** Directory for temporary files; beside the archive when absent. */
  readonly workDirectory?: string | undefined;
}

/**
 * Writes the rows of a day to its archive. Rows that the archive has already are replaced, others
 * stay: rows that arrive after a day was dropped, or that were restored, are added to it.
 *
 * @returns rows of the store, all of which the archive has
 * @throws ArchiveError when it has not
 */
export async function archiveDay(day: Day, { store, monitor, place, workDirectory }: DayToArchive): Promise<number> {
  const name = archiveName(monitor, day.name);
  const range = { from: day.from, to: day.to };
  return place.read(name, async (earlier) => {
    if (earlier !== undefined) {
      const header = await readArchiveHeader(earlier);
      const stored = await digestOf(store.readPages(range));
      if (stored.rows === header.rows && digestText(stored) === header.digest && (await isWhole(earlier, header))) return stored.rows;
    }
    // A damaged file, or one of another monitor, would get a checksum that fits.
    if (earlier !== undefined) await verifyArchive(earlier, { monitor });
    return place.replace(name, async (path) => {
      let rows = 0;
      const counted = countPages(store.readPages(range), (page) => {
        rows += page.rows;
      });
      const sources = [...(earlier === undefined ? [] : [archivePages(earlier)]), counted];
      await writeArchive(path, { monitor, sources, workDirectory });
      return rows;
    });
  });
}

async function isWhole(path: string, { rows, digest }: ArchiveHeader): Promise<boolean> {
  const found = await digestOf(archivePages(path));
  return found.rows === rows && digestText(found) === digest;
}

async function* countPages(pages: AsyncIterable<RowPage>, count: (page: RowPage) => void): AsyncGenerator<RowPage> {
  for await (const page of pages) {
    count(page);
    yield page;
  }
}
