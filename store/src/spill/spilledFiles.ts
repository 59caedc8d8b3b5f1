import { mkdirSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import type { StoreLog } from '../client/storeClientOptions.ts';
import { openSegment, type Segment } from './segment.ts';

/** The files of a spill directory. */
export interface SpilledFiles {
  /** Files of this writer, oldest first. */
  readonly own: Segment[];
  /** Files of earlier processes. */
  readonly adopted: Segment[];
  /** The file that takes the next batch. */
  writable(): Segment;
  /** Shows others that this process is alive. */
  touch(): void;
  /** Adopts files of processes that are not. */
  adopt(): void;
  /** Deletes files at the front that have no batch left. */
  deleteEmpty(): void;
}

export interface SpilledFilesOptions {
  readonly directory: string;
  readonly writer: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly log: StoreLog;
}

/** Bytes at which another file is started. */
const segmentBytes = 16 * 2 ** 20;

/** Age of a file that its process no longer keeps alive, in milliseconds. */
const abandonedAfter = 60_000;

/** @throws Error when the directory cannot be created */
export function openSpilledFiles({ directory, writer, now, log }: SpilledFilesOptions): SpilledFiles {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const pathOf = (number: number) => join(directory, `${writer}-${String(number).padStart(8, '0')}.spill`);
  const own: Segment[] = [];
  const adopted: Segment[] = [];
  const isOwnName = (name: string) => name.startsWith(`${writer}-`) && name.endsWith('.spill');
  // The thread was restarted; the files at the front may be written and gone.
  const found = readdirSync(directory).filter(isOwnName).sort();
  for (const name of found) own.push(openSegment(join(directory, name)));
  let files = Number(found.at(-1)?.slice(writer.length + 1, -'.spill'.length) ?? 0);
  return {
    own,
    adopted,
    writable() {
      const last = own.at(-1);
      if (last !== undefined && last.bytes < segmentBytes && last.exists()) return last;
      const created = openSegment(pathOf(++files));
      own.push(created);
      return created;
    },
    touch() {
      const time = new Date(now());
      // One that another process took for abandoned is gone; its batches are written twice, and counted once by the ledger.
      for (const segment of [...adopted, ...own]) if (segment.exists()) utimesSync(segment.path, time, time);
    },
    adopt() {
      const known = new Set([...adopted, ...own].map(({ path }) => path));
      // The first file stays the first: its oldest batch may be on its way.
      for (const name of readdirSync(directory).sort()) {
        const path = join(directory, name);
        if (!name.endsWith('.spill') || isOwnName(name) || known.has(path)) continue;
        if (now() - statSync(path).mtimeMs < abandonedAfter) continue;
        const segment = openSegment(path);
        adopted.push(segment);
        log('info', 'rows that an earlier process left are written to the store', { file: name, batches: segment.entries.length });
      }
    },
    deleteEmpty() {
      for (const list of [adopted, own]) {
        while (list[0]?.entries.length === 0) (list.shift() as Segment).delete();
      }
    },
  };
}
