import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { errorCode } from '@modelmonitor/api/plain';
import { SourceError } from './errors.ts';
import type { SourceBytes } from './source.ts';

/** Bytes with their digest. */
export function sourceBytes(bytes: Buffer, origin: string): SourceBytes {
  return { bytes, origin, sha256: createHash('sha256').update(bytes).digest('hex') };
}

/** Largest file that is read, in bytes: what is larger is no text that a process could parse. A ConfigMap in a cluster holds 1 MiB. */
export const mostSourceBytes = 512 * 1024 * 1024;

/**
 * Reads a file of a configuration directory.
 *
 * @param what the file is, for the message of an error
 * @throws SourceError when it does not exist, is no file, is too large or cannot be read
 */
export async function readBytes(path: string, what: string, mostBytes = mostSourceBytes): Promise<SourceBytes> {
  const refusal = (happened: string, cause?: unknown) => new SourceError(`expected ${what}, but ${path} ${happened}`, { cause });
  // Without waiting: a pipe would keep a thread of the process until something writes into it.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch((cause: unknown) => {
    const code = errorCode(cause);
    throw refusal(code === 'ENOENT' ? 'does not exist' : `cannot be read (${code})`, cause);
  });
  try {
    const status = await file.stat();
    if (!status.isFile()) throw refusal('is not a file');
    if (status.size > mostBytes) throw refusal(`has ${status.size} bytes, more than the ${mostBytes} that are read`);
    const bytes = await file.readFile().catch((cause: unknown) => {
      throw refusal(`cannot be read (${errorCode(cause)})`, cause);
    });
    return sourceBytes(bytes, what);
  } finally {
    await file.close();
  }
}
