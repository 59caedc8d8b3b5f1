import { existsSync } from 'node:fs';
import { mkdtemp, open, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { errorCode, errorText } from '@modelmonitor/api/plain';
import { DriftDataError } from '../../errors.ts';

/** Temporary files that other users cannot read. */
export interface TextCopies {
  /**
   * Writes a file.
   *
   * @param bytes what it may take
   * @param parts its content
   * @returns a path that threads of this process can open until `close`
   * @throws DriftDataError when there is no room
   */
  write(bytes: number, parts: AsyncIterable<string>): Promise<{ readonly path: string; readonly bytes: number }>;
  close(): Promise<void>;
}

/** On Linux an open file can be read without a name: so nothing remains, however the process ends. */
const OPEN_FILES = '/proc/self/fd';

/** No files yet. */
export function textCopies(directory: string = tmpdir()): TextCopies {
  const closings: (() => Promise<void>)[] = [];
  return {
    write: async (bytes, parts) => {
      await requireRoom(directory, bytes);
      const folder = await mkdtemp(join(directory, 'modelmonitor-'));
      const removeFolder = () => rm(folder, { recursive: true, force: true });
      closings.push(removeFolder);
      const path = join(folder, 'table.csv');
      const file = await open(path, 'wx+', 0o600);
      closings.push(() => file.close().catch(() => undefined));
      const isNameless = existsSync(OPEN_FILES);
      if (isNameless) await removeFolder();
      await file.writeFile(parts).catch((cause: unknown) => {
        throw errorCode(cause) === 'ENOSPC' ? noRoom(directory, bytes, cause) : cause;
      });
      return { path: isNameless ? `${OPEN_FILES}/${file.fd}` : path, bytes: (await file.stat()).size };
    },
    close: async () => {
      for (const close of closings.splice(0)) await close();
    },
  };
}

async function requireRoom(directory: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory).catch((cause: unknown) => {
    throw new DriftDataError(`expected a directory for a copy in UTF-8, got ${directory}: ${errorText(cause)}; TMPDIR names another`, {
      cause,
    });
  });
  if (bavail * bsize < bytes) throw noRoom(directory, bytes);
}

function noRoom(directory: string, bytes: number, cause?: unknown): DriftDataError {
  const megabytes = Math.ceil(bytes / 1e6);
  return new DriftDataError(
    `expected ${megabytes} MB of room in ${directory} for a copy in UTF-8, got less; TMPDIR names another directory`,
    { cause },
  );
}
