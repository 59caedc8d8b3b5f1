import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SupervisedProcess, superviseProcess } from './supervisedProcess.ts';

/** Processes that share a directory and end together. */
export interface ProcessGroup {
  /** Theirs; each runs in it and leaves its output there. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  start(name: string, command: string, args: readonly string[]): Promise<SupervisedProcess>;
  /** Kills those that still run and removes the directory. */
  end(): Promise<void>;
}

export function createProcessGroup(environment: Readonly<Record<string, string | undefined>>): ProcessGroup {
  const directory = mkdtempSync(join(tmpdir(), 'modelmonitor-'));
  const processes: SupervisedProcess[] = [];
  return {
    directory,
    environment,
    async start(name, command, args) {
      const process = await superviseProcess({ command, args, directory, name, environment });
      processes.push(process);
      return process;
    },
    async end() {
      for (const process of processes) process.kill('SIGKILL');
      await Promise.all(processes.map(({ ended }) => ended));
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
