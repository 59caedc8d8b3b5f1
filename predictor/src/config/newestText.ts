import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Text of a file of the configuration directory; undefined when it does not exist. Read through `..data` where that exists: a kubelet switches
 * that link first, and creates the link to a new file only afterwards.
 *
 * @throws Error with the code of any other failure
 */
export async function newestText(configDirectory: string, name: string): Promise<string | undefined> {
  return (await textIfExists(join(configDirectory, '..data', name))) ?? textIfExists(join(configDirectory, name));
}

async function textIfExists(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch((cause: NodeJS.ErrnoException) => {
    if (cause.code === 'ENOENT' || cause.code === 'ENOTDIR') return undefined;
    throw new Error(`it cannot be read (${cause.code})`, { cause });
  });
}
