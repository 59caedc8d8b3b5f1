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
