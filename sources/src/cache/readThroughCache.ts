import { SourceError } from '../errors.ts';
import { sourceBytes } from '../readBytes.ts';
import type { SourceBytes, SourceContext, SourceFacts, SourceMark } from '../source.ts';

export interface CachedRead {
  /** What identifies the source: its kind and fields. */
  readonly key: string;
  /** Digest that the resource names: with it, a kept file needs no request, and other bytes are an error. */
  readonly sha256?: string | undefined;
  readonly known?: SourceMark | undefined;
  /** @param revision of the bytes that are known or kept; undefined where there are none. @returns undefined while the source has this revision */
  readonly fetch: (revision: string | undefined) => Promise<Fetched | undefined>;
}

export interface Fetched {
  readonly bytes: Buffer;
  readonly origin: string;
  readonly revision?: string | undefined;
  readonly facts?: SourceFacts | undefined;
}

/**
 * Reads a remote source by way of the cache: what is kept is not downloaded again, and stands in for a source that cannot be reached.
 *
 * @returns undefined where `known` is given and the source still has it. @throws SourceError
 */
export async function readThroughCache(read: CachedRead, context: SourceContext): Promise<SourceBytes | undefined> {
  const { key, sha256, known } = read;
  if (sha256 !== undefined) {
    if (known?.sha256 === sha256) return undefined;
    const kept = await context.cache?.find(sha256);
    if (kept !== undefined) return { bytes: kept.bytes, sha256, origin: `sha256:${sha256} in the cache` };
  }
  const kept = known === undefined ? await recall(key, context) : undefined;
  try {
    const fetched = await read.fetch(known?.revision ?? kept?.revision);
    return fetched === undefined ? kept : await keepFetched(read, fetched, context);
  } catch (error) {
    if (kept === undefined || !(error instanceof SourceError) || !error.retryable) throw error;
    return { ...kept, problem: `${error.message}; the copy in the cache is used` };
  }
}

async function recall(key: string, { cache }: SourceContext): Promise<SourceBytes | undefined> {
  const note = await cache?.recall(key);
  const kept = note === undefined ? undefined : await cache?.find(note.sha256);
  return note === undefined || kept === undefined ? undefined : { ...note, bytes: kept.bytes };
}

async function keepFetched({ key, sha256 }: CachedRead, fetched: Fetched, { cache }: SourceContext): Promise<SourceBytes> {
  const { revision, facts, origin } = fetched;
  const { bytes, sha256: actual } = sourceBytes(fetched.bytes, origin);
  if (sha256 !== undefined && sha256 !== actual)
    throw new SourceError(`${origin}: expected bytes with the SHA-256 ${sha256}, got ${actual}`);
  const note = { sha256: actual, origin, ...(revision === undefined ? {} : { revision }), ...(facts === undefined ? {} : { facts }) };
  try {
    await cache?.keep(bytes, actual);
    await cache?.note(key, note);
  } catch {
    // A full disk costs a download at the next start; the bytes are here.
  }
  return { ...note, bytes };
}
