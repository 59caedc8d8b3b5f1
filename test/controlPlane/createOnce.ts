import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often a process touches its lock, and after which silence it counts as dead, in milliseconds. */
const beat = { everyMilliseconds: 1000, silenceMilliseconds: 15_000 };

/**
 * Creates a folder unless it exists. It appears whole or not at all, since it is filled under another name first. Other processes wait
 * meanwhile; one that died is replaced.
 *
 * @param fill fills an empty folder
 */
export async function createOnce(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const lock = `${path}.lock`;
  while (!existsSync(path)) {
    if (!takeLock(lock)) {
      await sleep(200);
      continue;
    }
    const beating = setInterval(() => utimesSync(lock, new Date(), new Date()), beat.everyMilliseconds);
    try {
      await fillAndRename(path, fill);
    } finally {
      clearInterval(beating);
      rmSync(lock, { force: true });
    }
  }
}

async function fillAndRename(path: string, fill: (folder: string) => Promise<void>): Promise<void> {
  removeLeftovers(path);
  const folder = `${path}.${process.pid}`;
  mkdirSync(folder);
  try {
    await fill(folder);
    // The lock only saves work: if two processes held it, the first to get here wins.
    if (!existsSync(path)) renameSync(folder, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Removes folders of processes that were killed. */
function removeLeftovers(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    const [, pid] = name.startsWith(`${basename(path)}.`) ? (/\.(\d+)$/.exec(name) ?? []) : [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dirname(path), name), { recursive: true, force: true });
  }
}

function takeLock(lock: string): boolean {
  try {
    writeFileSync(lock, '', { flag: 'wx' });
    return true;
  } catch {
    const silence = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Number.POSITIVE_INFINITY);
    if (silence > beat.silenceMilliseconds) rmSync(lock, { force: true });
    return false;
  }
}

function isAlive(pid: number): boolean {
  if (pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
