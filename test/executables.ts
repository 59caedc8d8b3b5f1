import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Paths of the programs of a name in the directories of a PATH, first first. */
export function executablesNamed(name: string, path: string | undefined): string[] {
  const directories = (path ?? '').split(delimiter).filter((directory) => directory !== '');
  return directories.map((directory) => join(directory, name)).filter(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
