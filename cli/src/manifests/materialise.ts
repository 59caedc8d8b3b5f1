import { mkdir, mkdtemp, readdir, readFile, readlink, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { Plan } from '@modelmonitor/api';
import { configurationFiles } from './configurationFiles.ts';
import type { DataObjects } from './dataObjects.ts';

export interface Materialised {
  readonly plan: Plan;
  readonly objects: DataObjects;
  /** Time in the name of the new generation. */
  readonly now: Date;
}

const CURRENT = '..data';
const NEXT = '..data_tmp';
const GENERATION = /^\.\.\d{4}_\d{2}_\d{2}_/;

/**
 * Writes the configuration directory of a plan as the kubelet writes a projected volume:
 *
 *     DIR/..2025_01_02_03_04_05.XXXXXX/{monitor.json, configmaps/NAME/KEY, secrets/NAME/KEY, files/PATH}
 *     DIR/..data -> ..2025_01_02_03_04_05.XXXXXX
 *     DIR/monitor.json -> ..data/monitor.json, and so on
 *
 * `..data` is swapped in one step, so a reader sees the old generation or the new one as a whole. Older generations are removed. Only the
 * owner may read it, since it holds secrets.
 *
 * @returns whether the content changed; when it did not, nothing is swapped
 */
export async function materialise({ plan, objects, now }: Materialised, directory: string): Promise<boolean> {
  const files = configurationFiles(plan, objects);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const changed = !(await holds(join(directory, CURRENT), files));
  if (changed) await swapIn(files, { directory, now });
  // In any case: a crash may have occurred between the swap and this.
  await linkTopLevel(directory, new Set([...files.keys()].map((path) => path.split('/')[0] ?? path)));
  await removeOthers(directory, await readlink(join(directory, CURRENT)));
  return changed;
}

async function swapIn(files: ReadonlyMap<string, Uint8Array>, { directory, now }: { directory: string; now: Date }): Promise<void> {
  const generation = await mkdtemp(join(directory, `..${timestamp(now)}.`));
  try {
    await writeAll(generation, files);
    await rm(join(directory, NEXT), { force: true });
    await symlink(basename(generation), join(directory, NEXT));
    await rename(join(directory, NEXT), join(directory, CURRENT));
  } catch (error) {
    await rm(generation, { recursive: true, force: true });
    throw error;
  }
}

function timestamp(now: Date): string {
  return now.toISOString().slice(0, 19).replaceAll(/[-:T]/g, '_');
}

async function holds(generation: string, files: ReadonlyMap<string, Uint8Array>): Promise<boolean> {
  const entries = await readdir(generation, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = entries.filter((entry) => !entry.isDirectory());
  if (found.length !== files.size) return false;
  for (const entry of found) {
    const path = join(entry.parentPath, entry.name);
    const expected = files.get(path.slice(generation.length + 1).replaceAll(sep, '/'));
    if (expected === undefined || !entry.isFile() || !(await readFile(path)).equals(expected)) return false;
  }
  return true;
}

async function writeAll(generation: string, files: ReadonlyMap<string, Uint8Array>): Promise<void> {
  for (const [path, bytes] of files) {
    const target = join(generation, path);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, bytes, { mode: 0o600, flag: 'wx' });
  }
}

async function linkTopLevel(directory: string, names: ReadonlySet<string>): Promise<void> {
  for (const name of ['monitor.json', 'configmaps', 'secrets', 'files']) {
    const link = join(directory, name);
    const target = join(CURRENT, name);
    const existing = await readlink(link).catch(() => undefined);
    if (names.has(name) && existing === target) continue;
    await rm(link, { recursive: true, force: true });
    if (names.has(name)) await symlink(target, link);
  }
}

async function removeOthers(directory: string, generation: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (GENERATION.test(name) && name !== generation) await rm(join(directory, name), { recursive: true, force: true });
  }
}
