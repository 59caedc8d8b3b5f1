import { readFile } from 'node:fs/promises';

/** Most connections of one listener, whatever the system allows: an idle one takes some 20 KiB. */
const mostConnections = 4000;

/** File descriptors that stay free for files, drift jobs, the store and downloads. */
const reserved = { least: 40, most: 512 };

/** Most connections of one listener, so that file descriptors are left for everything else. @param limitsFile `/proc/self/limits` on Linux */
export async function connectionLimit(limitsFile = '/proc/self/limits'): Promise<number> {
  const text = await readFile(limitsFile, 'utf8').catch(() => '');
  const descriptors = Number(/^Max open files\s+(\d+)/m.exec(text)?.[1] ?? Number.POSITIVE_INFINITY);
  const kept = Math.min(reserved.most, Math.max(reserved.least, descriptors / 10));
  return Math.max(8, Math.min(mostConnections, Math.floor(descriptors - kept)));
}
