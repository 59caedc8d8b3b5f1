import type { Report } from '@modelmonitor/api';
import { createHttpClient } from '@modelmonitor/http';
import type { CommandContext } from '../context.ts';
import { InputError } from '../errors.ts';
import { requestPlan } from '../traffic/requestPlan.ts';
import { createSender } from '../traffic/sender.ts';
import { sendTraffic } from '../traffic/sendTraffic.ts';
import { trafficRows } from '../traffic/trafficRows.ts';

/** One half of the demo: its traffic and the expected verdict. */
export interface DemoHalf {
  readonly title: string;
  /** Features that are shifted by two standard deviations. */
  readonly shifted: readonly string[];
  readonly seed: number;
  readonly expected: Report['verdict'];
}

export interface DemoHalfOptions {
  readonly context: CommandContext;
  readonly address: URL;
  /** CSV file whose rows are sent. */
  readonly file: string;
  readonly requests: number;
}

/** Requests per second: fast, but far below the capacity of the server. */
const rate = 250;

/** Sends one half of the traffic over HTTP and runs a drift check. */
export async function runDemoHalf(
  { title, shifted, seed }: DemoHalf,
  { context, address, file, requests }: DemoHalfOptions,
): Promise<Report> {
  const { stdout, clock, signal, cwd } = context;
  const shifts = new Map(shifted.map((name) => [name, { amount: 2, unit: 'sd' } as const]));
  const rows = await trafficRows({ file, cwd, columns: undefined, exclude: ['cultivar'], types: new Map(), shifts });
  const sender = createSender({ url: new URL('/predict', address), headers: {}, connections: 16, timeoutMilliseconds: 10_000 });
  const bounds = { count: requests, durationMilliseconds: Number.POSITIVE_INFINITY, concurrency: 16 };
  const summary = await sendTraffic(requestPlan(rows, { seed, rate, invalid: 0 }), bounds, {
    sender,
    clock,
    signal,
    onProgress: () => undefined,
  }).finally(() => sender.close());
  stdout.write(`\n${summary.answered} ${title}:\n`);
  return requestReport(address, signal);
}

/** Longest a drift check may take, in milliseconds, and the largest report, in bytes. */
const [deadlineMilliseconds, mostBytes] = [600_000, 64 * 1024 * 1024];

async function requestReport({ origin }: URL, signal: AbortSignal): Promise<Report> {
  const client = createHttpClient();
  try {
    const { status, body } = await client.send({
      method: 'POST',
      origin,
      path: '/generate_reports',
      deadlineMilliseconds,
      mostBytes,
      signal,
    });
    const text = body.toString('utf8');
    if (status !== 200) throw new InputError(`the drift check failed with status ${status}: ${text}`);
    return JSON.parse(text) as Report;
  } finally {
    await client.close();
  }
}
