import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { createHttpClient } from '@modelmonitor/http';
import type { AliasLoadPlan, AliasLoadSummary } from './aliasMoves.ts';
import { quantile } from './quantile.ts';

// A process of its own, so that it can be pinned: node aliasLoad.ts PLAN sends batches at a fixed rate, whatever the server does, until its
// input ends. It prints the index of the model that answers whenever that changes, and at the end a summary as JSON.
const { url, rate, connections, body, models, tolerance } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as AliasLoadPlan;
const client = createHttpClient({ connections });
const request = {
  method: 'POST',
  origin: new URL(url).origin,
  path: new URL(url).pathname,
  headers: { 'content-type': 'application/json' },
  body,
  deadlineMilliseconds: 10_000,
  mostBytes: 1e6,
} as const;
const failures = new Map<string, number>();
const latencies: number[] = [];
let [sent, finished, mixed, newest, running] = [0, 0, 0, -1, true];

/** Index of the model whose predictions these are, every row of them; -1 for none. */
function modelOf(text: string): number {
  const { predictions } = JSON.parse(text) as { predictions: { probabilities: Record<string, number> }[] };
  const given = predictions.map(({ probabilities }) => Object.values(probabilities));
  return models.findIndex((rows) =>
    rows.every((row, index) => row.every((share, column) => Math.abs(share - (given[index]?.[column] ?? 2)) <= tolerance)),
  );
}

async function send(due: number): Promise<void> {
  try {
    const response = await client.send(request);
    latencies.push(performance.now() - due);
    if (response.status !== 200) throw new Error(`${response.status}`);
    const model = modelOf(response.body.toString('utf8'));
    if (model < 0) mixed++;
    else if (model !== newest) {
      newest = model;
      process.stdout.write(`${model}\n`);
    }
  } catch (error) {
    const { message } = error as Error;
    failures.set(message, (failures.get(message) ?? 0) + 1);
  } finally {
    finished++;
  }
}

process.stdin.resume().on('end', () => {
  running = false;
});
const start = performance.now();
while (running) {
  for (let due = start + (sent * 1000) / rate; due <= performance.now(); due = start + (++sent * 1000) / rate) void send(due);
  await setTimeout(1);
}
const seconds = (performance.now() - start) / 1000;
while (finished < sent) await setTimeout(10);
await client.close();
const [p50, p99, worst] = [0.5, 0.99, 1].map((share) => quantile(latencies, share));
const summary = { sent, seconds, mixed, failures: [...failures], p50, p99, worst } as AliasLoadSummary;
process.stdout.write(`${JSON.stringify(summary)}\n`);
