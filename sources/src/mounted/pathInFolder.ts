import { realpath } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { SourceError } from '../errors.ts';

/**
 * The path of a file below a mounted folder, with its links followed.
 *
 * @param what the file is, for the message of an error
 * @throws SourceError where a link leads out of the folder: to files of the pod, such as its Secrets
 */
export async function pathInFolder(folder: string, path: string, what: string): Promise<string> {
  const place = join(folder, path);
  // A file that does not exist is reported by its reader.
  const [root, real] = await Promise.all([realpath(folder).catch(() => folder), realpath(place).catch(() => undefined)]);
  if (real === undefined || real === root || real.startsWith(root + sep)) return real ?? place;
  throw new SourceError(`expected ${what} in its volume, got a link that leads out of it`);
}
