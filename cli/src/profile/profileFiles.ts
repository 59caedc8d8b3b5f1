import { type Profile, type ReadType, readReferenceProfile, readTypes } from '@modelmonitor/tables';
import { columnsOfFile, type ReadFileOptions } from '@modelmonitor/tables/files';
import { PART_BUDGET, profileOf } from '@modelmonitor/tables/profiles';
import type { NameList } from '../commands/nameList.ts';
import { dataFiles } from '../dataFiles.ts';
import { readDataFile } from '../readDataFile.ts';
import { readUserFile } from '../readUserFile.ts';
import { requireColumns } from '../requireColumns.ts';

export interface ProfiledFilesOptions {
  /** Directory that relative paths start from. */
  readonly cwd: string;
  /** Columns to profile; all of the first file when absent. */
  readonly columns: NameList | undefined;
  readonly typeOf: ReadonlyMap<string, ReadType>;
  readonly reading: ReadFileOptions;
}

/** Profiles of several files, to be merged. */
export interface ProfiledFiles {
  /** What the files are called. */
  readonly files: readonly string[];
  readonly profiles: readonly Profile[];
  /** What was assumed or left out when they were read. */
  readonly notes: readonly string[];
}

/**
 * Profiles files one after the other, so that only one is in memory; a file that is a profile is taken as it is. The first file says how
 * columns are read.
 *
 * @param patterns files as a user named them; `*` and `?` stand for several
 * @throws InputError for a file that cannot be read, or that lacks a column
 */
export async function profileFiles(patterns: readonly string[], options: ProfiledFilesOptions): Promise<ProfiledFiles> {
  const files = await dataFiles(patterns, options.cwd);
  const profiles: Profile[] = [];
  const notes = new Set<string>();
  let types: Readonly<Record<string, ReadType>> = Object.fromEntries(options.typeOf);
  for (const file of files) {
    const profile = await profileOfFile(file, { ...options, types, notes });
    profiles.push(profile);
    types = { ...readTypes(profile), ...types };
  }
  return { files, profiles, notes: [...notes] };
}

interface Profiling extends ProfiledFilesOptions {
  /** Types of columns that earlier files have values of, and those that the user states. */
  readonly types: Readonly<Record<string, ReadType>>;
  /** Receives what was assumed or left out. */
  readonly notes: Set<string>;
}

async function profileOfFile(file: string, profiling: Profiling): Promise<Profile> {
  const { cwd, columns, typeOf, types, reading, notes } = profiling;
  const profile = (await readUserFile(file, cwd, (path) => readReferenceProfile(path)))?.profile;
  if (profile !== undefined) {
    const known = profile.columns.map(({ name }) => name);
    requireColumns({ option: '--types', names: [...typeOf.keys()], file, columns: known });
    if (columns === undefined) return profile;
    const chosen = requireColumns({ option: '--columns', names: columns, file, columns: known });
    return { ...profile, columns: chosen.flatMap((name) => profile.columns.find((column) => column.name === name) ?? []) };
  }
  const read = async (names?: readonly string[]) => {
    const table = await readDataFile(file, { ...reading, cwd, types, ...(names === undefined ? {} : { columns: names }) });
    for (const note of table.notes) notes.add(note);
    return profileOf(table, { types: table.types, odd: table.odd, reasons: table.reasons, budget: PART_BUDGET });
  };
  if (columns === undefined && typeOf.size === 0) return read();
  const known = await readUserFile(file, cwd, (path) => columnsOfFile(path, reading));
  requireColumns({ option: '--types', names: [...typeOf.keys()], file, columns: known });
  return read(columns === undefined ? undefined : requireColumns({ option: '--columns', names: columns, file, columns: known }));
}
