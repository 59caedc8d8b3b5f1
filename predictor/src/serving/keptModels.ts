import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeAtomic } from '@modelmonitor/job';
import type { SourceBytes } from '@modelmonitor/sources';
import type { Log } from '../log/logRecord.ts';

/** The bytes of a model that answered, and how they are read. */
export interface KeptModel {
  readonly bytes: SourceBytes;
  /** Format that the resource declared for them. */
  readonly format: string;
}

/**
 * The last model of each version that answered, on disk, for a start at which the source of the version has nothing usable. Losing it costs
 * nothing while the source is right.
 */
export interface KeptModels {
  /** Keeps the bytes of a version, in place of those kept before. Returns at once. */
  keep(version: string, model: KeptModel): void;
  /** What is kept of a version, verified against its digest; undefined where nothing is. */
  recall(version: string): Promise<KeptModel | undefined>;
  /** Deletes what is kept of all other versions. Returns at once. */
  retain(versions: readonly string[]): void;
  /** Resolves when everything asked for so far is on disk. */
  settled(): Promise<void>;
}

export interface KeptModelOptions {
  readonly directory: string;
  readonly log: Log;
  /** Most bytes of all files; a larger model is not kept. */
  readonly mostBytes?: number;
}

/** What is noted of the model of a version. */
type Note = Omit<SourceBytes, 'bytes' | 'problem'> & Pick<KeptModel, 'format'> & { readonly size: number };

const defaultBytes = 256 * 1024 * 1024;

/** A directory with a note per version, and the bytes by their digest. */
export function createKeptModels({ directory, log, mostBytes = defaultBytes }: KeptModelOptions): KeptModels {
  // One after the other: a file without a note is deleted.
  let working = Promise.resolve();
  const work = (task: () => Promise<void>) => {
    working = working.then(task).catch((error: Error) => {
      log('warn', 'the bytes of models could not be kept for the next start', { reason: error.message });
    });
  };
  return {
    keep: (version, model) => work(() => keepModel(model, { directory, version, mostBytes })),
    recall: (version) => recallModel(directory, version),
    retain: (versions) => work(() => removeOthers(directory, versions)),
    settled: () => working,
  };
}

async function keepModel(
  { bytes: { bytes, problem: _, ...facts }, format }: KeptModel,
  { directory, version, mostBytes }: { directory: string; version: string; mostBytes: number },
): Promise<void> {
  const note: Note = { ...facts, format, size: bytes.length };
  const path = bytesPath(directory, note.sha256);
  const isWritten = await stat(path).then(
    ({ size }) => size === bytes.length,
    () => false,
  );
  const text = JSON.stringify(note);
  if (isWritten && text === (await readFile(notePath(directory, version), 'utf8').catch(() => ''))) return;
  // What is kept is the last model that answered, or nothing.
  await rm(notePath(directory, version), { force: true });
  const others = await notesIn(directory);
  const room = mostBytes - others.reduce((sum, { size }) => sum + size, 0);
  if (bytes.length > room) throw new Error(`${version} has ${bytes.length} bytes, and ${Math.max(0, room)} of ${mostBytes} are free`);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (!isWritten) await writeAtomic(path, bytes, { mode: 0o600 });
  await writeAtomic(notePath(directory, version), text, { mode: 0o600 });
  await removeUnnamed(directory, [...others, note]);
}

async function recallModel(directory: string, version: string): Promise<KeptModel | undefined> {
  const note = noteFrom(await readFile(notePath(directory, version), 'utf8').catch(() => ''));
  if (note === undefined) return undefined;
  const { format, size: _, ...facts } = note;
  try {
    const chunks: Buffer[] = [];
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(bytesPath(directory, note.sha256), { highWaterMark: 1024 * 1024 })) {
      hash.update(chunk as Buffer);
      chunks.push(chunk as Buffer);
    }
    return hash.digest('hex') === note.sha256 ? { bytes: { ...facts, bytes: Buffer.concat(chunks) }, format } : undefined;
  } catch {
    return undefined;
  }
}

async function removeOthers(directory: string, versions: readonly string[]): Promise<void> {
  const known = new Set(versions.map(noteName));
  for (const name of await readdir(directory).catch(() => []))
    if (name.endsWith(noteSuffix) && !known.has(name)) await rm(join(directory, name), { force: true });
  await removeUnnamed(directory, await notesIn(directory));
}

/** Deletes the bytes that no note names, and what a write left that was ended. */
async function removeUnnamed(directory: string, notes: readonly Note[]): Promise<void> {
  const named = new Set(notes.map(({ sha256 }) => sha256));
  for (const name of await readdir(directory).catch(() => []))
    if (!name.endsWith(noteSuffix) && !named.has(name)) await rm(join(directory, name), { force: true });
}

async function notesIn(directory: string): Promise<readonly Note[]> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith(noteSuffix) && !name.startsWith('.'));
  const texts = await Promise.all(names.map((name) => readFile(join(directory, name), 'utf8').catch(() => '')));
  return texts.flatMap((text) => noteFrom(text) ?? []);
}

const noteSuffix = '.json';

function noteName(version: string): string {
  return `${encodeURIComponent(version)}${noteSuffix}`;
}

function notePath(directory: string, version: string): string {
  return join(directory, noteName(version));
}

function bytesPath(directory: string, sha256: string): string {
  return join(directory, sha256);
}

function noteFrom(text: string): Note | undefined {
  try {
    const note = JSON.parse(text) as Partial<Note> | null;
    const isNote = /^[0-9a-f]{64}$/.test(note?.sha256 ?? '') && typeof note?.origin === 'string' && typeof note.format === 'string';
    return isNote && typeof note.size === 'number' ? (note as Note) : undefined;
  } catch {
    return undefined;
  }
}
