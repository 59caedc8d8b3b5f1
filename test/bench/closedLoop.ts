import { createRequire } from 'node:module';
import { commandOutput } from './commandOutput.ts';
import type { Pinning } from './pinning.ts';
import { firstThreadSeconds } from './processFigures.ts';
import type { RunningServer } from './server.ts';

/** One run of as many requests as the server can answer. */
export interface ClosedLoopRun {
  readonly requestsPerSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
  /** Processor time of the server, in microseconds a request; unlike the rate it hardly depends on who else uses the machine. */
  readonly processorMicroseconds: number | undefined;
  /** The part of it that the thread of the requests has. */
  readonly requestThreadMicroseconds: number | undefined;
}

export interface ClosedLoopOptions {
  readonly server: Pick<RunningServer, 'url' | 'pid' | 'processorSeconds'>;
  readonly path: string;
  readonly body: string;
  readonly pinning: Pinning;
  readonly connections: number;
  /** For so long … */
  readonly seconds?: number;
  /** … or so many requests. */
  readonly requests?: number;
}

interface AutocannonResult {
  readonly requests: { readonly total: number };
  readonly latency: { readonly p50: number; readonly p99: number };
  readonly duration: number;
  readonly errors: number;
  readonly non2xx: number;
}

/**
 * POSTs JSON over so many connections, each sending the next request when the last one is answered (autocannon).
 *
 * @throws Error when a request fails or is refused: the figure would be of something else
 */
export async function closedLoop(options: ClosedLoopOptions): Promise<ClosedLoopRun> {
  const { server, path, body, pinning, connections, seconds, requests } = options;
  const url = `${server.url}${path}`;
  const bound = requests === undefined ? ['-d', `${seconds ?? 10}`] : ['-a', `${requests}`];
  const autocannon = createRequire(import.meta.url).resolve('autocannon');
  const command = [process.execPath, autocannon, '--json', '--no-progress', '-c', `${connections}`, ...bound];
  const request = ['-m', 'POST', '-H', 'content-type=application/json', '-b', body, url];
  const before = await server.processorSeconds();
  const threadBefore = await firstThreadSeconds(server.pid);
  const text = await commandOutput(pinning.load([...command, ...request]), { timeoutMilliseconds: 600_000 });
  const { requests: answered, latency, duration, errors, non2xx } = JSON.parse(text) as AutocannonResult;
  if (errors > 0 || non2xx > 0) throw new Error(`${url}: ${errors} requests failed, ${non2xx} were refused`);
  const after = await server.processorSeconds();
  const threadAfter = await firstThreadSeconds(server.pid);
  const perRequest = (start: number | undefined, end: number | undefined) =>
    start === undefined || end === undefined ? undefined : ((end - start) / answered.total) * 1e6;
  return {
    requestsPerSecond: answered.total / duration,
    p50Milliseconds: latency.p50,
    p99Milliseconds: latency.p99,
    processorMicroseconds: perRequest(before, after),
    requestThreadMicroseconds: perRequest(threadBefore, threadAfter),
  };
}
