import { readFile, rename, rm } from 'node:fs/promises';
import { writeAtomic } from '@modelmonitor/job';
import type { Window } from '@modelmonitor/tables';
import { decodeWindow, encodeWindow } from '@modelmonitor/tables/window';
import type { Log } from '../log/logRecord.ts';
import type { Tally } from '../telemetry/tally.ts';

export interface SnapshotOptions {
  readonly path: string;
  readonly outcomes: Tally;
  readonly log: Log;
  /** Milliseconds since 1970, for the name of a rejected file. */
  readonly now: () => number;
}

/** The captured rows on disk, so that a restart loses none. */
export interface Snapshot {
  /** The rows of the last snapshot; undefined when it is missing, or unusable and therefore rejected. */
  load(): Promise<Window | undefined>;
  /** Renames the file and logs the reason: it is kept for inspection and never loaded. Never fails. */
  reject(reason: string): Promise<void>;
  save(window: Window): Promise<void>;
  /** Removes the file, if there is one. */
  remove(): Promise<void>;
}

export function createSnapshot({ path, outcomes, log, now }: SnapshotOptions): Snapshot {
  const reject = async (reason: string) => {
    const aside = `${path}.rejected-${now()}`;
    outcomes.add(['rejected']);
    try {
      await rename(path, aside);
      log('error', 'the snapshot of captured rows is unusable and was renamed', { reason, file: aside });
    } catch (error) {
      log('error', 'the snapshot of captured rows is unusable and cannot be renamed', {
        reason,
        file: path,
        cause: (error as Error).message,
      });
    }
  };
  return {
    reject,
    async load() {
      const bytes = await readFile(path).catch(async (error: NodeJS.ErrnoException) => {
        if (error.code !== 'ENOENT') await reject(error.message);
        return undefined;
      });
      if (bytes === undefined) return undefined;
      try {
        return decodeWindow(bytes);
      } catch (error) {
        await reject((error as Error).message);
        return undefined;
      }
    },
    async save(window) {
      await writeAtomic(path, encodeWindow(window), { mode: 0o600 });
      outcomes.add(['saved']);
    },
    remove: () => rm(path, { force: true }),
  };
}
