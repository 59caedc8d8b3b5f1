import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { errorCode } from '@modelmonitor/api/plain';
import { type ArchivePlace, dayOfArchive } from './archivePlace.ts';

/** Archives below a directory, such as a mounted volume. */
export function directoryPlace(directory: string): ArchivePlace {
  const root = resolve(directory);
  const pathOf = (name: string) => join(root, name);
  return {
    describe: pathOf,
    read: async (name, use) => use((await exists(pathOf(name))) ? pathOf(name) : undefined),
    replace: async (name, write) => write(pathOf(name)),
    async list({ namespace, name }) {
      const folder = `${namespace}/${name}`;
      const files = await readdir(pathOf(folder)).catch((error: unknown) => {
        if (errorCode(error) === 'ENOENT') return [];
        throw error;
      });
      const days = files.filter((file) => dayOfArchive(file) !== undefined && !file.startsWith('.'));
      return days.sort().map((file) => `${folder}/${file}`);
    },
  };
}

async function exists(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
