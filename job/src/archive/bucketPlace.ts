import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { ObjectStore } from '@modelmonitor/sources';
import { type ArchivePlace, dayOfArchive } from './archivePlace.ts';
import { ArchiveError } from './errors.ts';

export interface BucketPlaceOptions {
  /** First part of the keys. */
  readonly prefix: string | undefined;
  /** Directory for temporary files, which takes an archive and its rows while it is written; the system's when absent. */
  readonly workDirectory?: string | undefined;
}

/** Archives in a bucket. A file is written and verified here before it is stored, and read back there. */
export function bucketPlace(objects: ObjectStore, { prefix, workDirectory = tmpdir() }: BucketPlaceOptions): ArchivePlace {
  const start = prefix === undefined ? '' : `${prefix}/`;
  const keyOf = (name: string) => `${start}${name}`;
  const withFile = async <Result>(name: string, use: (path: string) => Promise<Result>): Promise<Result> => {
    const directory = await mkdtemp(join(workDirectory, 'modelmonitor-archive-'));
    try {
      return await use(join(directory, basename(name)));
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
  return {
    describe: (name) => objects.describe(keyOf(name)),
    read: (name, use) =>
      withFile(name, async (path) => {
        const exists = await objects.get(keyOf(name), path).catch(rethrow);
        return use(exists ? path : undefined);
      }),
    replace: (name, write) =>
      withFile(name, async (path) => {
        const result = await write(path);
        await objects.put(keyOf(name), path).catch(rethrow);
        return result;
      }),
    async list({ namespace, name }) {
      const keys = await objects.list(keyOf(`${namespace}/${name}/`)).catch(rethrow);
      return keys.map((key) => key.slice(start.length)).filter((key) => dayOfArchive(key) !== undefined);
    },
  };
}

function rethrow(cause: Error): never {
  throw new ArchiveError(cause.message, { cause });
}
