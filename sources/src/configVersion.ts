import { readlink, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Placement } from '@modelmonitor/api/plain';

export type ConfigPlace = Pick<Placement, 'configDirectory' | 'clientsDirectory'>;

/**
 * A text that changes whenever the configuration directory does, or that with the credentials of clients. Kubernetes, and `modelmonitor run`,
 * replace the whole content at once by turning the link `..data`; in a directory without it the time of monitor.json counts.
 */
export async function configVersion({ configDirectory, clientsDirectory }: ConfigPlace): Promise<string> {
  const clients = clientsDirectory === undefined ? '' : await readlink(join(clientsDirectory, '..data'));
  try {
    return `${await readlink(join(configDirectory, '..data'))} ${clients}`;
  } catch {
    const { mtimeMs, size } = await stat(join(configDirectory, 'monitor.json'));
    return `${mtimeMs} ${size} ${clients}`;
  }
}

/** How often the configuration directory is checked, in milliseconds: one `readlink`. */
const checkMilliseconds = 500;

export interface WatchConfigVersionOptions extends ConfigPlace {
  /** The version before; every other one is new. */
  readonly version: string;
  /** Runs a task again and again until stopped. */
  readonly every: (milliseconds: number, task: () => Promise<void>) => { stop(): void };
  readonly onChange: () => Promise<void>;
}

/** Reports each new version of a configuration directory once. */
export function watchConfigVersion({ version, every, onChange, ...place }: WatchConfigVersionOptions): { stop(): void } {
  let seen = version;
  return every(checkMilliseconds, async () => {
    // Between two generations the directory may be unreadable for a moment: the next check finds it.
    const current = await configVersion(place).catch(() => seen);
    if (current === seen) return;
    seen = current;
    await onChange();
  });
}
