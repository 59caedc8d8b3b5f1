import { spawn } from 'node:child_process';
import { platform } from 'node:os';
import type { CommandContext } from '../context.ts';

/** What opens a file with the program the user chose for it, by platform. */
const openers: Readonly<Record<string, readonly string[]>> = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] };

/** Opens a file in the browser. @returns whether a program took it */
export function openInBrowser(path: string, env: CommandContext['env']): Promise<boolean> {
  const [program = 'xdg-open', ...args] = openers[platform()] ?? ['xdg-open'];
  return new Promise((resolve) => {
    const child = spawn(program, [...args, path], { env, stdio: 'ignore', detached: true });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
    child.unref();
  });
}
