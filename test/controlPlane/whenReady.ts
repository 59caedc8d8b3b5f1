import { eventually } from './eventually.ts';
import type { SupervisedProcess } from './supervisedProcess.ts';

/** A process ended because its port was taken between the search for a free one and the start. */
export class PortTaken extends Error {}

/**
 * Waits until a process responds.
 *
 * @throws Error with the end of its log when it ends before, or takes longer than a minute
 */
export async function whenReady(name: string, process: SupervisedProcess, isReady: () => Promise<boolean>): Promise<void> {
  const outcome = await eventually(`the readiness of ${name}`, async () => (process.isRunning() ? (await isReady()) && 'ready' : 'ended'), {
    seconds: 60,
    everyMilliseconds: 30,
  }).catch((cause: Error) => {
    throw new Error(`${cause.message}: ${lastLines(process)}`, { cause });
  });
  if (outcome === 'ready') return;
  const text = lastLines(process);
  if (text.includes('address already in use')) throw new PortTaken(`${name} found its port taken: ${text}`);
  throw new Error(`${name} ended before it was ready: ${text}`);
}

function lastLines(process: SupervisedProcess): string {
  return process.output().trim().split('\n').slice(-15).join('\n');
}
