import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface ProcessToStart {
  readonly command: string;
  readonly args: readonly string[];
  /** Existing directory that it runs in; its output goes to files there. */
  readonly directory: string;
  /** Name of those files. */
  readonly name: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** A process that ends with this one, however this one ends. */
export interface SupervisedProcess {
  readonly pid: number;
  /** Settles when it has ended: with its exit code, or null when a signal ended it. */
  readonly ended: Promise<number | null>;
  isRunning(): boolean;
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGSTOP' | 'SIGCONT'): void;
  /** Its output so far. */
  output(stream?: 'stdout' | 'stderr'): string;
}

/**
 * The shell starts a reader of a pipe that only this process writes to, and becomes the command. When this process dies the pipe ends, and the
 * reader kills the command; a line on the pipe means that the command has ended by itself.
 */
const script = 'exec 3<&0; { read -r line <&3 || kill -KILL $$; } >/dev/null 2>&1 & exec "$@" </dev/null 3<&-';

/** @throws Error when the shell is missing */
export async function superviseProcess({ command, args, directory, name, environment }: ProcessToStart): Promise<SupervisedProcess> {
  const paths = { stdout: join(directory, `${name}.out`), stderr: join(directory, `${name}.log`) };
  const [stdout, stderr] = [openSync(paths.stdout, 'a'), openSync(paths.stderr, 'a')];
  const child = spawn('/bin/sh', ['-c', script, 'sh', command, ...args], {
    cwd: directory,
    env: environment,
    stdio: ['pipe', stdout, stderr],
  });
  closeSync(stdout);
  closeSync(stderr);
  // The reader may be gone already.
  child.stdin?.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', (code) => {
      child.stdin?.end('ended\n');
      resolve(code);
    });
  });
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  return {
    pid: child.pid as number,
    ended,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    kill: (signal) => void child.kill(signal),
    output: (stream = 'stderr') => readFileSync(paths[stream], 'utf8'),
  };
}
