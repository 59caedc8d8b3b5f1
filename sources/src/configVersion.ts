import { readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A text that changes whenever the configuration directory does. Kubernetes, and `modelmonitor run`, replace the whole content at once by
 * turning the link `..data`; in a directory without it the time of monitor.json counts.
 */
export async function configVersion(configDirectory: string): Promise<string> {
  try {
    return await readlink(join(configDirectory, '..data'));
  } catch {
    const { mtimeMs, size } = await stat(join(configDirectory, 'monitor.json'));
    return `${mtimeMs} ${size}`;
  }
}

/** How often the configuration directory is checked, in milliseconds: one `readlink`. */
const checkMilliseconds = 500;

export interface WatchConfigVersionOptions {
  readonly configDirectory: string;
  /** The version before; every other one is new. */
  readonly version: string;
  /** Runs a task again and again until stopped. */
  readonly every: (milliseconds: number, task: () => Promise<void>) => { stop(): void };
  readonly onChange: () => Promise<void>;
}

/** Reports each new version of a configuration directory once. */
export function watchConfigVersion({ configDirectory, version, every, onChange }: WatchConfigVersionOptions): { stop(): void } {
  let seen = version;
  return every(checkMilliseconds, async () => {
    // Between two generations the directory may be unreadable for a moment: the next check finds it.
    const current = await configVersion(configDirectory).catch(() => seen);
    if (current === seen) return;
    seen = current;
    await onChange();
  });
}
