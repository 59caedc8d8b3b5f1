import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Files by digest, and what the sources had when they were last read, on disk. Losing it costs a download, nothing else. */
export interface SourceCache {
  /** Path of the file with this digest; undefined where there is none. The content is verified. */
  find(sha256: string): Promise<{ readonly path: string; readonly bytes: Buffer } | undefined>;
  /** Keeps bytes, and deletes the files that were not used for longest beyond the limit. @returns the path */
  keep(bytes: Buffer, sha256: string): Promise<string>;
  /** What was noted under a key. */
  recall(key: string): Promise<SourceNote | undefined>;
  note(key: string, note: SourceNote): Promise<void>;
}

/** What a source had when it was read. */
interface SourceNote {
  readonly sha256: string;
  readonly revision?: string;
  readonly origin: string;
  /** Facts about the file, as JSON holds them. */
  readonly facts?: object;
}

export interface SourceCacheOptions {
  readonly directory: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Most bytes of all files; the newest file is kept in any case. */
  readonly mostBytes?: number;
}

const defaultBytes = 2 * 1024 * 1024 * 1024;

/** Age, in milliseconds, of a temporary directory that no process writes any more. */
const abandonedMilliseconds = 3_600_000;

export function sourceCache({ directory, now, mostBytes = defaultBytes }: SourceCacheOptions): SourceCache {
  const [files, notes] = [join(directory, 'sha256'), join(directory, 'notes')];
  const notePath = (key: string) => join(notes, `${digestOf(key)}.json`);
  return {
    async find(sha256) {
      const path = join(files, sha256);
      const bytes = await readFile(path).catch(() => undefined);
      if (bytes === undefined) return undefined;
      if (digestOf(bytes) !== sha256) {
        await rm(path, { force: true });
        return undefined;
      }
      // The time of its last use.
      const seconds = now() / 1000;
      await utimes(path, seconds, seconds).catch(() => undefined);
      return { path, bytes };
    },
    async keep(bytes, sha256) {
      await writeWhole(directory, join(files, sha256), bytes);
      await makeRoom(files, { sha256, mostBytes });
      await removeAbandoned(directory, now() - abandonedMilliseconds);
      return join(files, sha256);
    },
    async recall(key) {
      const text = await readFile(notePath(key), 'utf8').catch(() => '{}');
      return noteFrom(text);
    },
    note: (key, note) => writeWhole(directory, notePath(key), Buffer.from(JSON.stringify(note))),
  };
}

function digestOf(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}

function noteFrom(text: string): SourceNote | undefined {
  try {
    const note = JSON.parse(text) as Partial<SourceNote>;
    return typeof note.sha256 === 'string' && typeof note.origin === 'string' ? (note as SourceNote) : undefined;
  } catch {
    return undefined;
  }
}

/** Writes a file that exists completely or not at all, also after the machine lost power. */
async function writeWhole(directory: string, path: string, bytes: Buffer): Promise<void> {
  await mkdir(join(path, '..'), { recursive: true, mode: 0o700 });
  const scratch = await mkdtemp(join(directory, temporary));
  try {
    const written = join(scratch, 'file');
    const file = await open(written, 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(written, path);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

const temporary = 'writing-';

async function makeRoom(files: string, { sha256, mostBytes }: { readonly sha256: string; readonly mostBytes: number }): Promise<void> {
  const kept = await Promise.all(
    (await readdir(files)).map(async (name) => {
      const status = await stat(join(files, name)).catch(() => undefined);
      return { name, size: status?.size ?? 0, used: name === sha256 ? Number.POSITIVE_INFINITY : (status?.mtimeMs ?? 0) };
    }),
  );
  let room = mostBytes;
  for (const { name, size, used } of kept.toSorted((a, b) => (a.used < b.used ? 1 : -1))) {
    room -= size;
    if (room < 0 && used !== Number.POSITIVE_INFINITY) await rm(join(files, name), { force: true });
  }
}

/** Deletes what processes left that were killed while they wrote. */
async function removeAbandoned(directory: string, before: number): Promise<void> {
  for (const name of await readdir(directory)) {
    if (!name.startsWith(temporary)) continue;
    const path = join(directory, name);
    const status = await stat(path).catch(() => undefined);
    if (status !== undefined && status.mtimeMs < before) await rm(path, { recursive: true, force: true });
  }
}
