import { spawn } from 'node:child_process';

/** What a program came to. */
export interface CommandOutcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly input?: string;
  readonly environment?: NodeJS.ProcessEnv;
  /** Directory it runs in; that of this process when absent. */
  readonly cwd?: string;
  /** Longest it may take, in seconds; 300 when absent. */
  readonly seconds?: number;
}

/** Runs a program to its end; one that fails is an outcome, not an error. */
export function command(
  program: string,
  args: readonly string[],
  { input = '', environment = {}, cwd, seconds = 300 }: CommandOptions = {},
): Promise<CommandOutcome> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...process.env, ...environment }, timeout: seconds * 1000, killSignal: 'SIGKILL' });
    const said = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const)
      child[stream].setEncoding('utf8').on('data', (text: string) => {
        said[stream] += text;
      });
    child.once('error', (error) => resolve({ code: 127, stdout: '', stderr: error.message }));
    child.once('close', (code) => resolve({ code: code ?? 137, ...said }));
    child.stdin.on('error', () => undefined).end(input);
  });
}

/** Runs a program that has to succeed. @returns what it printed @throws Error with what it said instead */
export async function runProgram(program: string, args: readonly string[], options?: CommandOptions): Promise<string> {
  const { code, stdout, stderr } = await command(program, args, options);
  if (code !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${code}: ${stderr || stdout}`);
  return stdout;
}
