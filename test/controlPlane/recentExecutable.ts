import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** A program of the control plane: its name, how to get its version, and the oldest usable one. */
export interface Program {
  readonly name: string;
  readonly versionArguments: readonly string[];
  readonly oldest: readonly [major: number, minor: number];
}

/** The first of some paths whose program is recent enough. */
export async function recentExecutable({ versionArguments, oldest }: Program, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) {
    const version = await versionOf(path, versionArguments);
    if (version !== undefined && isAtLeast(version, oldest)) return path;
  }
  return undefined;
}

async function versionOf(path: string, versionArguments: readonly string[]): Promise<readonly [number, number] | undefined> {
  try {
    const { stdout } = await promisify(execFile)(path, versionArguments, { timeout: 20_000 });
    const [, major, minor] = /\bv?(\d+)\.(\d+)\.\d+/.exec(stdout) ?? [];
    return major === undefined ? undefined : [Number(major), Number(minor)];
  } catch {
    return undefined;
  }
}

function isAtLeast([major, minor]: readonly [number, number], [oldestMajor, oldestMinor]: Program['oldest']): boolean {
  return major === oldestMajor ? minor >= oldestMinor : major > oldestMajor;
}
