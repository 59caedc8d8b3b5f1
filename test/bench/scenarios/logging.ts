import { startTestPostgres } from '../../../databases/src/testPostgres.ts';
import type { BenchContext } from '../benchContext.ts';
import { type ClosedLoopRun, closedLoop } from '../closedLoop.ts';
import { storingServer } from '../contenders.ts';
import { count, percentText } from '../figureText.ts';
import { median } from '../median.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import { interleave, pairedRatio } from '../rounds.ts';
import type { Scenario } from '../scenario.ts';
import type { RunningServer } from '../server.ts';
import { wineRows } from '../wine.ts';
import { withServers } from '../withServers.ts';

/** Share of the processor time of a request, and of p99, that a store may add. */
const goals = { processor: 0.05, p99: 0.1 } as const;

export const logging: Scenario = {
  name: 'logging',
  title: 'What it costs to store every prediction',
  about: [
    'The predictor as it ships with `capture.store: buffer`, `file` and `postgres` (Debian, fsync on, same machine); POST /predict, one row a request, 32 connections,',
    'rounds in turn. The thread of the requests copies rows; the thread of the store, in the figures of the whole process, encodes and sends them. PostgreSQL is not counted.',
  ].join('\n'),
  run: async (context) => {
    const postgres = await startTestPostgres({ fsync: true });
    try {
      const servers = new Map([
        ['buffer', await storingServer(context, { store: 'buffer' })],
        ['file', await storingServer(context, { store: 'file' })],
        ['postgres', await storingServer(context, { store: 'postgres', url: postgres.url })],
      ]);
      return await withServers(servers, async (running) => {
        const contenders = new Map([...running].map(([name, server]) => [name, measure(server, name, context)]));
        await interleave(contenders, 1);
        return outcomeOf(await interleave(contenders, context.quick ? 3 : 9));
      });
    } finally {
      await postgres.remove();
    }
  },
};

function measure(server: RunningServer, name: string, { pinning, quick, write }: BenchContext): () => Promise<ClosedLoopRun> {
  const body = JSON.stringify({ features: wineRows(1)[0] });
  return async () => {
    const run = await closedLoop({ server, path: '/predict', body, pinning, connections: 32, seconds: quick ? 3 : 6 });
    const { requestsPerSecond, requestThreadMicroseconds = Number.NaN, processorMicroseconds = Number.NaN, p99Milliseconds } = run;
    write(
      `  ${name}: ${count(requestsPerSecond)} requests/s, ${requestThreadMicroseconds.toFixed(1)} of ${processorMicroseconds.toFixed(1)} µs, p99 ${p99Milliseconds} ms\n`,
    );
    return run;
  };
}

function outcomeOf(runs: ReadonlyMap<string, readonly ClosedLoopRun[]>): Outcome {
  const valuesOf = (name: string, value: (run: ClosedLoopRun) => number) => (runs.get(name) ?? []).map(value);
  const times = (name: string) => valuesOf(name, ({ requestThreadMicroseconds = Number.NaN }) => requestThreadMicroseconds);
  const all = (name: string) => valuesOf(name, ({ processorMicroseconds = Number.NaN }) => processorMicroseconds);
  const tails = (name: string) => valuesOf(name, ({ p99Milliseconds }) => p99Milliseconds);
  const figures = ['file', 'postgres'].flatMap((name) => {
    const more = pairedRatio(times(name), times('buffer')) - 1;
    const tail = pairedRatio(tails(name), tails('buffer')) - 1;
    const text = (values: (of: string) => number[]) => ({
      ours: `${median(values(name)).toFixed(1)} µs`,
      peer: `buffer: ${median(values('buffer')).toFixed(1)} µs`,
    });
    return [
      figure({ what: `${name}: thread of the requests, a request`, ...text(times) }),
      figure({
        what: `${name}: more processor time there`,
        ours: percentText(more),
        goal: `≤ ${percentText(goals.processor)}`,
        met: metIf(more <= goals.processor),
      }),
      figure({ what: `${name}: whole process, a request`, ...text(all) }),
      figure({ what: `${name}: more at p99`, ours: percentText(tail), goal: `≤ ${percentText(goals.p99)}`, met: metIf(tail <= goals.p99) }),
    ];
  });
  return { figures, notes: [] };
}
