import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export interface WriteOptions {
  /** Permission bits of the file. */
  readonly mode?: number;
}

/**
 * Writes a file as a whole: beside its place, synced, then renamed. A reader or a crash meets the old file or the new one, never half of
 * one. Folders that are missing are made.
 */
export async function writeAtomic(path: string, content: string | Uint8Array, { mode = 0o644 }: WriteOptions = {}): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = join(dirname(path), `.${basename(path)}.tmp`);
  try {
    await writeSynced(temporary, content, mode);
    await rename(temporary, path);
  } catch (error) {
    // On a full disk half a file would keep it full.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
}

async function writeSynced(path: string, content: string | Uint8Array, mode: number): Promise<void> {
  const file = await open(path, 'w', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
