import { type FSWatcher, statSync, watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Clock } from '../clock.ts';
import { manifestFiles } from './manifestFiles.ts';

export interface WatchOptions {
  /** Directory that relative paths start from. */
  readonly cwd: string;
  readonly clock: Clock;
  /** Ends the watching. */
  readonly signal: AbortSignal;
  /** Told about a change that `onChange` could not follow, and about watching that fell back to looking. */
  readonly onError: (error: Error) => void;
  /** The state that changes are measured against, taken by `manifestState` before the manifests were loaded. */
  readonly since?: string;
  /** Quiet time after which a change counts as complete, in milliseconds; 100 when absent. */
  readonly debounceMilliseconds?: number;
  /** How often to look without being told, in milliseconds; 5,000 when absent. Some file systems tell nothing. */
  readonly pollMilliseconds?: number;
}

/** Longest a change that never comes to rest is waited for, in quiet times. */
const mostQuietTimes = 20;

/**
 * Calls `onChange` after the manifest files of some directories or files changed, one call at a time, however many changes came together.
 * What counts is name, size, time and identity of the files, not that something was told. The state at the moment of the call is what changes
 * are measured against, or `since` where that is given: what happens between loading and watching is then not missed. Errors end nothing.
 *
 * @returns when the signal aborts
 */
export async function watchManifests(paths: readonly string[], onChange: () => Promise<void> | void, options: WatchOptions): Promise<void> {
  const { cwd, clock, signal, onError, debounceMilliseconds = 100, pollMilliseconds = 5000 } = options;
  let seen = options.since ?? manifestState(paths, cwd);
  while (!signal.aborted) {
    const told = await changed(paths, { cwd, clock, signal, onError, seen, pollMilliseconds });
    if (told) await rest(paths, { cwd, clock, signal, debounceMilliseconds });
    const now = manifestState(paths, cwd);
    if (signal.aborted || now === seen) continue;
    seen = now;
    try {
      await onChange();
    } catch (error) {
      onError(error as Error);
    }
  }
}

type Waiting = Pick<WatchOptions, 'cwd' | 'clock' | 'signal' | 'onError'>;

/** Waits until something was told or the time is over; whether there may be a change that is still going on. */
async function changed(
  paths: readonly string[],
  { cwd, clock, signal, onError, seen, pollMilliseconds }: Waiting & { seen: string; pollMilliseconds: number },
): Promise<boolean> {
  const woken = new AbortController();
  // Watched anew each time: a directory that was replaced would never tell anything again.
  const watchers = paths.flatMap((path) => watcherOf(resolve(cwd, path), { wake: () => woken.abort(), onError }));
  // What happened before the watchers were there, nobody told.
  if (manifestState(paths, cwd) !== seen) woken.abort();
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
    onError(new Error(`${path} cannot be watched, so it is looked at now and then: ${(cause as Error).message}`, { cause }));
    return [];
  }
}

/** Waits until the files are the same before and after a quiet time. */
async function rest(
  paths: readonly string[],
  { cwd, clock, signal, debounceMilliseconds }: Omit<Waiting, 'onError'> & { debounceMilliseconds: number },
): Promise<void> {
  let before = '';
  for (let quiet = 0; quiet < mostQuietTimes && !signal.aborted; quiet++) {
    const now = manifestState(paths, cwd);
    if (now === before) return;
    before = now;
    await clock.sleep(debounceMilliseconds, signal);
  }
}

/** What the manifest files of some paths are: name, size, time and identity of each. Differs when one of them changed. */
export function manifestState(paths: readonly string[], cwd: string): string {
  return paths
    .flatMap((path) => {
      try {
        return manifestFiles(path, cwd).map(({ path: file, stamp }) => `${file} ${stamp}`);
      } catch (error) {
        return [`${path} ${(error as Error).message}`];
      }
    })
    .join('\n');
}
