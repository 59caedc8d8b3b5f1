import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { RunningServer, ServerOptions } from '../server.ts';

/** The probe, before a command of Node. */
export function withTurnProbe([node = '', ...argv]: readonly string[]): readonly string[] {
  return [node, '--import', join(import.meta.dirname, '../servers/turnProbe.ts'), ...argv];
}

/** Where the probe writes. */
export function turnProbeEnvironment(folder: string): NonNullable<ServerOptions['env']> {
  return { TURN_PROBE: join(folder, 'longest-turn') };
}

/** Longest turn of the event loop of a server with the probe while something happens, in milliseconds of processor time. */
export async function longestTurn({ pid }: Pick<RunningServer, 'pid'>, folder: string, work: () => Promise<unknown>): Promise<number> {
  await take(pid, folder);
  await work();
  return take(pid, folder);
}

async function take(pid: number, folder: string): Promise<number> {
  const file = turnProbeEnvironment(folder)['TURN_PROBE'] as string;
  await rm(file, { force: true });
  process.kill(pid, 'SIGUSR2');
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text !== '') return Number(text);
    await setTimeout(5);
  }
}
