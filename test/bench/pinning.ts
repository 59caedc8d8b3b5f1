import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

/** Which core what runs on: the server never shares one with the load. */
export interface Pinning {
  readonly server: (command: readonly string[]) => readonly string[];
  readonly load: (command: readonly string[]) => readonly string[];
  /** How it was done, or why it was not. */
  readonly words: string;
}

export function createPinning(): Pinning {
  const withoutPinning = (words: string): Pinning => ({ server: (command) => command, load: (command) => command, words });
  if (availableParallelism() < 2) return withoutPinning('NOT PINNED: there is one core, so server and load generator share it');
  if (spawnSync('taskset', ['-c', '0', 'true']).status !== 0)
    return withoutPinning('NOT PINNED: taskset is absent or not allowed; the system places server and load generator');
  return {
    server: (command) => ['taskset', '-c', '0', ...command],
    load: (command) => ['taskset', '-c', '1', ...command],
    words: 'server pinned to core 0, load generator to core 1',
  };
}
