import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Callers } from '@modelmonitor/api';
import { InputError } from '../errors.ts';

/**
 * The keys of a JSON Web Key Set (RFC 7517, section 5).
 *
 * @throws InputError naming the file and the problem
 */
export async function clusterKeys(path: string, cwd: string): Promise<Callers['keys']> {
  const text = await readFile(resolve(cwd, path), 'utf8').catch((cause: NodeJS.ErrnoException) => {
    throw new InputError(`${path} cannot be read (${cause.code})`, { cause });
  });
  const keys = keysIn(text);
  if (keys === undefined) throw new InputError(`${path}: expected a JSON Web Key Set (an object with a list "keys")`);
  if (keys.some((key) => 'd' in key)) throw new InputError(`${path}: expected public keys only, got a private key`);
  return keys;
}

function keysIn(text: string): Callers['keys'] | undefined {
  try {
    const { keys } = JSON.parse(text) as { keys?: unknown };
    return Array.isArray(keys) && keys.length > 0 && keys.every((key) => typeof key === 'object' && key !== null) ? keys : undefined;
  } catch {
    return undefined;
  }
}
