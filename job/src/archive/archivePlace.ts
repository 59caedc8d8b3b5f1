import type { ArchiveHeader } from './archiveHeader.ts';

/** Where archives are kept. Names are `NAMESPACE/NAME/2026-11-29.parquet`. */
export interface ArchivePlace {
  /** The place of an archive, for people. */
  describe(name: string): string;
  /**
   * A file with the bytes of an archive, for as long as `use` runs; undefined when there is none.
   *
   * @throws ArchiveError when it cannot be read
   */
  read<Result>(name: string, use: (path: string | undefined) => Promise<Result>): Promise<Result>;
  /**
   * Replaces an archive by what `write` writes to a path and verifies there.
   *
   * @throws ArchiveError when it cannot be kept, or is not what was written when it is read back
   */
  replace<Result>(name: string, write: (path: string) => Promise<Result>): Promise<Result>;
  /** Names of all archives of a monitor, oldest day first. */
  list(monitor: ArchiveHeader['monitor']): Promise<readonly string[]>;
}

/** Name of the archive of a day. */
export function archiveName({ namespace, name }: ArchiveHeader['monitor'], day: string): string {
  return `${namespace}/${name}/${day}.parquet`;
}

/** The day of an archive by its name or path; undefined for other files. */
export function dayOfArchive(name: string): string | undefined {
  return /(?:^|\/)([+-]?\d+-\d\d-\d\d)\.parquet$/.exec(name)?.[1];
}
