import { execFile } from 'node:child_process';

export interface CommandOptions {
  readonly timeoutMilliseconds: number;
  /** Text on its standard input. */
  readonly input?: string;
}

/**
 * Standard output of a command.
 *
 * @throws Error with what it wrote when it fails or takes too long
 */
export function commandOutput(command: readonly string[], { timeoutMilliseconds, input = '' }: CommandOptions): Promise<string> {
  const [file = '', ...argv] = command;
  return new Promise((resolve, reject) => {
    const child = execFile(file, argv, { timeout: timeoutMilliseconds, maxBuffer: 64 * 2 ** 20 }, (cause, stdout, stderr) => {
      if (cause === null) resolve(stdout);
      else reject(new Error(`${file} ${argv[0] ?? ''}: ${cause.message.slice(0, 300)}\n${stderr.slice(-2000)}`, { cause }));
    });
    // Whoever ends without having read it says so by its exit status.
    child.stdin?.on('error', () => undefined).end(input);
  });
}
