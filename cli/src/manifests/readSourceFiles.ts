import { readFile, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ownValue } from '@modelmonitor/api';

/** The bytes of a file beside a manifest, or why there are none. */
export type SourceFileBytes = Uint8Array | { readonly problem: string };

/** Largest file that is read, in bytes. */
const mostBytes = 512 * 1024 * 1024;

/**
 * Reads the files that a ModelMonitor names under `source.file`, by their paths there.
 *
 * @param value the object as written
 * @param directory directory of its manifest; no file outside of it is read, whatever links lead to
 */
export async function readSourceFiles(value: unknown, directory: string): Promise<ReadonlyMap<string, SourceFileBytes>> {
  const paths = new Set(sourcePaths(value));
  return new Map(await Promise.all([...paths].map(async (path) => [path, await readSourceFile(path, directory)] as const)));
}

async function readSourceFile(path: string, directory: string): Promise<SourceFileBytes> {
  try {
    const [root, file] = [await realpath(directory), await realpath(join(directory, path))];
    if (!file.startsWith(root.endsWith(sep) ? root : root + sep)) {
      return { problem: `expected a file in the directory of the manifest, got ${path}, which leads out of it` };
    }
    const status = await stat(file);
    if (!status.isFile()) return { problem: `expected a file, got ${path}, which is none` };
    if (status.size > mostBytes) return { problem: `expected a file of at most 512 MiB, got ${path} of ${status.size} bytes` };
    return await readFile(file);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { problem: code === 'ENOENT' ? `${path} does not exist beside the manifest` : `${path} cannot be read: ${message}` };
  }
}

/** Paths under `source.file` of the versions, as far as they are written. */
function sourcePaths(value: unknown): string[] {
  const versions = at(at(at(value, 'spec'), 'model'), 'versions');
  return (Array.isArray(versions) ? versions : [])
    .map((version) => at(at(at(version, 'source'), 'file'), 'path'))
    .filter((path): path is string => typeof path === 'string' && path !== '');
}

function at(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? ownValue(value as Record<string, unknown>, key) : undefined;
}
