import { join } from 'node:path';
import { type CommandOutcome, command } from '../command.ts';

export const bin = join(import.meta.dirname, '../../cli/src/modelmonitor.js');

/** Runs `modelmonitor` to its end, in a folder. */
export function modelmonitor(cwd: string, args: readonly string[]): Promise<CommandOutcome> {
  return command(process.execPath, [bin, ...args], { cwd, seconds: 120 });
}

/** The last line of a failed command, which says why. */
export function reasonOf({ code, stdout, stderr }: CommandOutcome): string {
  return `exit code ${code}: ${(stderr.trim() || stdout.trim()).split('\n').at(-1) ?? ''}`;
}
