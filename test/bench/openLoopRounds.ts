import { join } from 'node:path';
import type { TrafficSummary } from '../../cli/src/traffic/trafficTally.ts';
import type { BenchContext } from './benchContext.ts';
import { commandOutput } from './commandOutput.ts';
import { count, millisecondsText } from './figureText.ts';

/** Requests that arrive whatever the server does. */
export interface OpenLoop {
  readonly url: string;
  /** Mean arrivals per second. */
  readonly rate: number;
  /** A JSON file of rows, each an array of numbers; those of the wine data, by name, when absent. */
  readonly rows?: string;
}

/**
 * Sends requests with Poisson arrivals in rounds, after one that warms up.
 *
 * @throws Error when a request fails or is refused
 */
export async function openLoopRounds(load: OpenLoop, context: BenchContext): Promise<TrafficSummary[]> {
  await arrivals(load, 5, context);
  const rounds: TrafficSummary[] = [];
  for (let round = 0; round < (context.quick ? 2 : 5); round++) rounds.push(await arrivals(load, context.quick ? 3 : 20, context));
  return rounds;
}

async function arrivals({ url, rate, rows }: OpenLoop, seconds: number, { pinning, write }: BenchContext): Promise<TrafficSummary> {
  const script = join(import.meta.dirname, 'openLoopLoad.ts');
  const command = pinning.load([process.execPath, script, url, `${rate}`, `${seconds * rate}`, ...(rows === undefined ? [] : [rows])]);
  const summary = JSON.parse(await commandOutput(command, { timeoutMilliseconds: 300_000 })) as TrafficSummary;
  const wrong = summary.outcomes.filter(({ outcome }) => outcome !== '200');
  if (wrong.length > 0) throw new Error(`${url}: expected only 200, got ${wrong.map((one) => `${one.outcome} ×${one.count}`).join(', ')}`);
  write(`  ${count(summary.sent / summary.seconds)} requests/s: p99 ${millisecondsText(summary.latency?.p99 ?? Number.NaN)}\n`);
  return summary;
}
