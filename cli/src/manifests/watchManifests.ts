import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Clock } from '../clock.ts';
import { manifestFiles } from './manifestFiles.ts';

export interface WatchOptions {
  /** Directory of relative paths. */
  readonly cwd: string;
  readonly clock: Clock;
  /** Ends the watching. */
  readonly signal: AbortSignal;
  /** Called when `onChange` fails, and when a path cannot be watched and is polled only. */
  readonly onError: (error: Error) => void;
  /** The state that changes are compared with, from `manifestState` before the manifests were loaded. */
  readonly since?: string;
  /** Absolute paths of the files beside the manifests that these name. */
  readonly sourceFiles?: () => readonly string[];
  /** Quiet time after which a change counts as complete, in milliseconds; 100 when absent. */
  readonly debounceMilliseconds?: number;
  /** Interval of polling, in milliseconds; 5,000 when absent. Some file systems report no changes. */
  readonly pollMilliseconds?: number;
}

/** Number of quiet times after which a change that continues is taken as complete. */
const mostQuietTimes = 20;

/**
 * Calls `onChange` after the manifest files of some directories or files changed, one call at a time, however many changes occurred together.
 * A change is a different name, size, time or identity of a file, not a notification. Changes are compared with the state at the time of this
 * call or, when given, with `since`: changes between loading and watching are then not missed. Errors do not end the watch.
 *
 * @returns when the signal aborts
 */
export async function watchManifests(paths: readonly string[], onChange: () => Promise<void> | void, options: WatchOptions): Promise<void> {
  const { cwd, clock, signal, onError, sourceFiles = () => [], debounceMilliseconds = 100, pollMilliseconds = 5000 } = options;
  const state = () => manifestState(paths, cwd, sourceFiles());
  let seen = options.since ?? state();
  while (!signal.aborted) {
    const notified = await nextChange(paths, { cwd, clock, signal, onError, isChanged: () => state() !== seen, pollMilliseconds });
    if (notified) await rest(state, { clock, signal, debounceMilliseconds });
    const now = state();
    if (signal.aborted || now === seen) continue;
    seen = now;
    try {
      await onChange();
    } catch (error) {
      // A change that the end interrupts is read at the next start.
      if (!signal.aborted) onError(error as Error);
    }
  }
}

type Waiting = Pick<WatchOptions, 'cwd' | 'clock' | 'signal' | 'onError'>;

/** Waits for a notification or the end of the interval. @returns whether a change may be in progress */
async function nextChange(
  paths: readonly string[],
  { cwd, clock, signal, onError, isChanged, pollMilliseconds }: Waiting & { isChanged: () => boolean; pollMilliseconds: number },
): Promise<boolean> {
  const woken = new AbortController();
  // New watchers each time: a directory that was replaced reports nothing any more.
  const watchers = paths.flatMap((path) => watcherOf(resolve(cwd, path), { wake: () => woken.abort(), onError }));
  // Changes before the watchers existed were not reported.
  if (isChanged()) woken.abort();
  await clock.sleep(pollMilliseconds, AbortSignal.any([signal, woken.signal]));
  for (const watcher of watchers) watcher.close();
  return woken.signal.aborted;
}

function watcherOf(path: string, { wake, onError }: { wake: () => void; onError: (error: Error) => void }): FSWatcher[] {
  const status = statSync(path, { throwIfNoEntry: false });
  if (status === undefined) return [];
  try {
    // A file is watched through its directory, since editors replace files.
    const watcher = watch(status.isDirectory() ? path : dirname(path), wake);
    watcher.on('error', wake);
    return [watcher];
  } catch (cause) {
    onError(new Error(`${path} cannot be watched and is polled instead: ${(cause as Error).message}`, { cause }));
    return [];
  }
}

/** Waits until the files are the same before and after a quiet time. */
async function rest(
  state: () => string,
  { clock, signal, debounceMilliseconds }: Pick<Waiting, 'clock' | 'signal'> & { debounceMilliseconds: number },
): Promise<void> {
  let before = '';
  for (let quiet = 0; quiet < mostQuietTimes && !signal.aborted; quiet++) {
    const now = state();
    if (now === before) return;
    before = now;
    await clock.sleep(debounceMilliseconds, signal);
  }
}

/**
 * State of the manifest files of some paths, and of files beside them: name, size, time and identity of each. Differs when one of them changed.
 */
export function manifestState(paths: readonly string[], cwd: string, sourceFiles: readonly string[] = []): string {
  return [...paths, ...sourceFiles]
    .flatMap((path) => {
      try {
        return manifestFiles(path, cwd).map(({ path: file, stamp }) => `${file} ${stamp}`);
      } catch (error) {
        return [`${path} ${(error as Error).message}`];
      }
    })
    .join('\n');
}
