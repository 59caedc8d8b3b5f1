import { mkdir, open, rename } from 'node:fs/promises';
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
  const file = await open(temporary, 'w', mode);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(temporary, path);
}
