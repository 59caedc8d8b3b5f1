import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { errorText, profileKind } from '@modelmonitor/api/plain';
import { DriftDataError } from '../errors.ts';
import type { Profile } from './profile.ts';

const FIRST_BYTES = 512;
const MOST_BYTES = 64 * 1024 * 1024;

/** A profile and the SHA-256 of its bytes, in hexadecimal digits. */
export interface ReadProfileResult {
  readonly profile: Profile;
  readonly hash: string;
}

/**
 * Reads a reference that is a profile. It is recognised by its beginning, not by its name: a JSON object whose kind is ModelMonitorProfile.
 *
 * @returns undefined when the file is something else, or cannot be opened: `readTable` then reports the problem
 * @throws DriftDataError when it begins as a profile and is none that can be used
 */
export async function readReferenceProfile(path: string): Promise<ReadProfileResult | undefined> {
  const file = await open(path).catch(() => undefined);
  if (file === undefined) return undefined;
  try {
    const status = await file.stat();
    if (!status.isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(FIRST_BYTES), 0, FIRST_BYTES, 0);
    if (!beginsAsProfile(buffer.toString('utf8', 0, bytesRead))) return undefined;
    if (status.size > MOST_BYTES)
      throw new DriftDataError(`${path} is not a profile that can be used: expected at most 64 MiB, got ${status.size} bytes`);
    const bytes = await file.readFile();
    // What reads its schema is large, and few references are profiles.
    const { parseProfile } = await import('./parseProfile.ts');
    return { profile: parseProfile(bytes.toString('utf8'), path), hash: createHash('sha256').update(bytes).digest('hex') };
  } catch (cause) {
    if (cause instanceof DriftDataError) throw cause;
    throw new DriftDataError(`${path} cannot be read: ${errorText(cause)}`, { cause });
  } finally {
    await file.close();
  }
}

function beginsAsProfile(text: string): boolean {
  return /^\uFEFF?\s*\{/.test(text) && new RegExp(`"kind"\\s*:\\s*"${profileKind}"`).test(text);
}
