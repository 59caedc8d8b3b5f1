import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How often a maker says that it is still at work, and how long its silence is taken for work, in milliseconds. */
const beat = { everyMilliseconds: 1000, silenceMilliseconds: 15_000 };

/**
 * A folder that is made once and then found there. It appears whole or not at all: it is made under another name first. Who comes while
 * another process makes it waits; a maker that died is replaced.
 *
 * @param make fills an empty folder
 */
export async function madeOnce(path: string, make: (folder: string) => Promise<void>): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  const lock = `${path}.lock`;
  while (!existsSync(path)) {
    if (!locked(lock)) {
      await sleep(200);
      continue;
    }
    const beating = setInterval(() => utimesSync(lock, new Date(), new Date()), beat.everyMilliseconds);
    try {
      await madeUnderOtherName(path, make);
    } finally {
      clearInterval(beating);
      rmSync(lock, { force: true });
    }
  }
}

async function madeUnderOtherName(path: string, make: (folder: string) => Promise<void>): Promise<void> {
  removeLeftovers(path);
  const folder = `${path}.${process.pid}`;
  mkdirSync(folder);
  try {
    await make(folder);
    // The lock saves work, no more: should two have held it, the first to get here wins.
    if (!existsSync(path)) renameSync(folder, path);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What makers left that were killed. */
function removeLeftovers(path: string): void {
  for (const name of readdirSync(dirname(path))) {
    const [, pid] = name.startsWith(`${basename(path)}.`) ? (/\.(\d+)$/.exec(name) ?? []) : [];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dirname(path), name), { recursive: true, force: true });
  }
}

function locked(lock: string): boolean {
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
