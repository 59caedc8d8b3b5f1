import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '../errors.ts';

/** A manifest file: its name for the user, and its path. */
export interface ManifestFile {
  readonly shown: string;
  readonly path: string;
  readonly bytes: number;
  /** Changes whenever the file does. */
  readonly stamp: string;
}

const MANIFEST = /\.(ya?ml|json)$/;

/**
 * Manifest files of a directory or file, as `kubectl apply -f` chooses them: *.yaml, *.yml and *.json, not below subdirectories, sorted by
 * name; a file given by name may have any extension. Hidden files are left out.
 *
 * @throws InputError when the path does not exist or cannot be read
 */
export function manifestFiles(shown: string, cwd: string): ManifestFile[] {
  const path = resolve(cwd, shown);
  const status = statIfThere(path);
  if (status === undefined) throw new InputError('no such file or directory');
  if (!status.isDirectory()) return [{ shown, path, ...stampOf(status) }];
  return entriesOf(path)
    .filter(({ name }) => MANIFEST.test(name) && !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(({ name }) => {
      // Not `entry.isFile()`: in a mounted volume every file is a symbolic link.
      const file = statIfThere(join(path, name));
      return file?.isFile() === true ? [{ shown: join(shown, name), path: join(path, name), ...stampOf(file) }] : [];
    });
}

function entriesOf(path: string): Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (cause) {
    throw new InputError(`could not be read: ${(cause as Error).message}`, { cause });
  }
}

type Status = NonNullable<ReturnType<typeof statIfThere>>;

function statIfThere(path: string) {
  return statSync(path, { bigint: true, throwIfNoEntry: false });
}

function stampOf({ size, mtimeNs, ino }: Status): { bytes: number; stamp: string } {
  return { bytes: Number(size), stamp: `${ino} ${size} ${mtimeNs}` };
}
