import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { freePort } from './freePort.ts';
import { processorSeconds, residentBytes } from './processFigures.ts';

export interface ServerOptions {
  /** Command line for a port. */
  readonly command: (port: number) => readonly string[];
  /** Path that answers 200 once it serves. */
  readonly ready: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly readyWithinMilliseconds?: number;
  /** Time between two looks whether it serves, in milliseconds; 3 when absent. */
  readonly lookMilliseconds?: number;
}

/** A server in a process of its own. */
export interface RunningServer {
  readonly url: string;
  readonly pid: number;
  /** From the start of the process to the first 200. */
  readonly readyAfterMilliseconds: number;
  /** Resident set, in bytes; undefined where the system does not say. */
  residentBytes(): Promise<number | undefined>;
  /** Processor time its threads have used so far, in seconds; undefined where the system does not say. */
  processorSeconds(): Promise<number | undefined>;
  /** Ends it and waits until it is gone; by SIGTERM first, unless another signal is named. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

/** Time a server gets to end by itself. */
const graceMilliseconds = 15_000;

/**
 * Starts a server on a free port and waits until it serves.
 *
 * @throws Error with what it wrote when it ends or is not ready in time; the process is gone then
 */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  const { command, ready, env = {}, readyWithinMilliseconds = 60_000, lookMilliseconds = 3 } = options;
  const port = await freePort();
  const [file = '', ...argv] = command(port);
  const start = performance.now();
  const child = spawn(file, argv, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  const written = lastWords(child);
  // Whatever ends the benchmark, its servers end with it.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const url = `http://127.0.0.1:${port}`;
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    process.off('exit', kill);
    await endProcess(child, signal);
  };
  try {
    await readyOn(`${url}${ready}`, child, { end: start + readyWithinMilliseconds, lookMilliseconds });
  } catch (cause) {
    await stop();
    throw new Error(`${[file, ...argv].join(' ')}: ${(cause as Error).message}\n${written()}`, { cause });
  }
  const readyAfterMilliseconds = performance.now() - start;
  const pid = child.pid ?? 0;
  return { url, pid, readyAfterMilliseconds, residentBytes: () => residentBytes(pid), processorSeconds: () => processorSeconds(pid), stop };
}

function lastWords({ stdout, stderr }: ChildProcess): () => string {
  let text = '';
  for (const stream of [stdout, stderr]) {
    stream?.setEncoding('utf8').on('data', (part: string) => {
      text = (text + part).slice(-2000);
    });
  }
  return () => text;
}

async function readyOn(
  address: string,
  child: ChildProcess,
  { end, lookMilliseconds }: { end: number; lookMilliseconds: number },
): Promise<void> {
  while ((await statusOf(address)) !== 200) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
      throw new Error(`the server ended (${child.exitCode ?? child.signalCode ?? 'it never started'})`);
    if (performance.now() > end) throw new Error(`${address} did not answer 200 in time`);
    await setTimeout(lookMilliseconds);
  }
}

function statusOf(address: string): Promise<number> {
  return new Promise((resolve) => {
    get(address, { agent: false, timeout: 2000 }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    }).on('error', () => resolve(0));
  });
}

async function endProcess(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill(signal);
  const forced = new AbortController();
  void setTimeout(graceMilliseconds, undefined, { signal: forced.signal }).then(
    () => child.kill('SIGKILL'),
    () => undefined,
  );
  await exited;
  forced.abort();
}
