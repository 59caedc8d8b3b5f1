import type { SpillSettings } from '../client/storeClientOptions.ts';
import { dropFeatures } from '../dropFeatures.ts';
import type { RowBatch } from '../rowBatch.ts';
import type { Segment, SpilledBatch } from './segment.ts';
import { openSpilledFiles, type SpilledFiles, type SpilledFilesOptions } from './spilledFiles.ts';

/**
 * Batches that wait in a directory for the store. They survive the end of the process, though not a power failure; what a process left is
 * adopted by the next one. Two processes that write the same batch write it once, by the ledger.
 */
export interface Spill {
  /** Rows of this writer that wait. */
  readonly rows: number;
  /** Size of all files. */
  readonly bytes: number;
  /** Whether a batch of this writer waits. */
  has(number: number): boolean;
  /** Adds a batch; false when the directory is full, or cannot be written now. */
  push(batch: RowBatch): boolean;
  /** The oldest batch: those of earlier processes first. */
  first(): FirstBatch | undefined;
  /** Removes the batch that `first` gave last, whatever was adopted since. */
  removeFirst(): void;
  /** Overwrites features, instead of those of the last call, in all files, and leaves them out of new batches. */
  redact(features: readonly string[]): void;
  /** Shows others that this process is alive, and adopts files of processes that are not. */
  keepAlive(): void;
  close(): void;
}

export interface FirstBatch extends SpilledBatch {
  /** Whether this process wrote it. */
  readonly isOwn: boolean;
  /** Undefined when its bytes were changed. */
  readonly batch: RowBatch | undefined;
}

export type SpillOptions = SpillSettings & SpilledFilesOptions;

/** @throws Error when the directory cannot be created */
export function openSpill({ directory, maxBytes, writer, now, log }: SpillOptions): Spill {
  const files = openSpilledFiles({ directory, writer, now, log });
  const { own, adopted } = files;
  let isFailing = false;
  /** Does something with the files. @returns whether it succeeded; that it does not is logged once */
  const attempt = (task: () => void): boolean => {
    try {
      task();
      isFailing = false;
      return true;
    } catch (error) {
      if (!isFailing) log('error', 'the spill directory cannot be used now', { directory, reason: (error as Error).message });
      isFailing = true;
      return false;
    }
  };
  const redaction = createRedaction(files);
  /** The file of the batch that `first` gave: others may be adopted while it is on its way. */
  let front: Segment | undefined;
  const bytes = () => [...adopted, ...own].reduce((total, segment) => total + segment.bytes, 0);
  return {
    get rows() {
      return own.reduce((total, { entries }) => entries.reduce((sum, entry) => sum + entry.rows, total), 0);
    },
    get bytes() {
      return bytes();
    },
    has: (number) => own.some(({ entries }) => entries.some((entry) => entry.number === number)),
    push: (batch) => bytes() < maxBytes && attempt(() => files.writable().append(redaction.apply(batch))),
    first() {
      files.deleteEmpty();
      const segment = adopted[0] ?? own[0];
      const entry = segment?.entries[0];
      if (segment === undefined || entry === undefined) return undefined;
      front = segment;
      return { ...entry, isOwn: segment === own[0], batch: segment.readFirst() };
    },
    removeFirst() {
      (front ?? adopted[0] ?? own[0])?.removeFirst();
      front = undefined;
      files.deleteEmpty();
    },
    redact(features) {
      redaction.use(features);
      attempt(redaction.rewrite);
    },
    keepAlive: () =>
      void attempt(() => {
        files.touch();
        files.adopt();
        redaction.rewrite();
      }),
    close() {
      for (const segment of [...adopted, ...own]) segment.close();
    },
  };
}

/** Files are rewritten once, and again where more features are redacted. */
function createRedaction({ own, adopted }: SpilledFiles) {
  let names: ReadonlySet<string> = new Set();
  let rewritten = new WeakSet<Segment>();
  return {
    apply: (batch: RowBatch) => dropFeatures(batch, names),
    use(features: readonly string[]) {
      if (features.some((name) => !names.has(name))) rewritten = new WeakSet();
      names = new Set(features);
    },
    rewrite() {
      for (const segment of names.size === 0 ? [] : [...adopted, ...own]) {
        if (rewritten.has(segment)) continue;
        segment.redact(names);
        rewritten.add(segment);
      }
    },
  };
}
