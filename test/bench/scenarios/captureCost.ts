import type { BenchContext } from '../benchContext.ts';
import { type ClosedLoopRun, closedLoop } from '../closedLoop.ts';
import { predictorServer, silentServer } from '../contenders.ts';
import { count, percentText } from '../figureText.ts';
import { median } from '../median.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import { interleave, pairedRatio } from '../rounds.ts';
import type { Scenario } from '../scenario.ts';
import type { RunningServer } from '../server.ts';
import { wineRows } from '../wine.ts';
import { withServers } from '../withServers.ts';

/** Share of the requests per second that capture and metrics may take. */
const goalShare = 0.1;

export const captureCost: Scenario = {
  name: 'capture-cost',
  title: 'What capture and metrics cost',
  about: [
    'The predictor as it ships against the same application with a capture that keeps nothing and metrics that count nothing (a server of the benchmark, no',
    'feature of the product); POST /predict, 32 connections, rounds in turn. The cost is the share of the requests per second that is lost, the median over pairs. The',
    'processor time of the server says the same on a machine that does other things too: where the two differ, believe it.',
  ].join('\n'),
  run: async (context) => {
    const servers = new Map([
      ['on', await predictorServer(context)],
      ['off', await silentServer(context)],
    ]);
    return withServers(servers, async (running) => {
      const contenders = new Map([...running].map(([name, server]) => [name, measure(server, name, context)]));
      await interleave(contenders, 1);
      const runs = await interleave(contenders, context.quick ? 3 : 9);
      return outcomeOf(runs.get('on') ?? [], runs.get('off') ?? []);
    });
  },
};

function measure(server: RunningServer, name: string, { pinning, quick, write }: BenchContext): () => Promise<ClosedLoopRun> {
  const body = JSON.stringify({ features: wineRows(1)[0] });
  return async () => {
    const run = await closedLoop({ server, path: '/predict', body, pinning, connections: 32, seconds: quick ? 2 : 6 });
    write(`  ${name}: ${count(run.requestsPerSecond)} requests/s\n`);
    return run;
  };
}

/** The goal is one of requests per second; a busy machine can hide the cost there, so the processor time, where it is known, has to agree. */
function outcomeOf(on: readonly ClosedLoopRun[], off: readonly ClosedLoopRun[]): Outcome {
  const rates = (runs: readonly ClosedLoopRun[]) => runs.map(({ requestsPerSecond }) => requestsPerSecond);
  const times = (runs: readonly ClosedLoopRun[]) => runs.flatMap(({ processorMicroseconds }) => processorMicroseconds ?? []);
  const goal = `≤ ${percentText(goalShare)}`;
  const lost = 1 - pairedRatio(rates(on), rates(off));
  const figures = [
    figure({ what: 'requests per second', ours: `${count(median(rates(on)))}, on`, peer: `off: ${count(median(rates(off)))}` }),
    figure({ what: 'cost in requests per second', ours: percentText(lost), goal, met: metIf(lost <= goalShare) }),
  ];
  const [busy, idle] = [times(on), times(off)];
  if (busy.length !== on.length || idle.length !== off.length) return { figures, notes: [] };
  const spent = 1 - pairedRatio(idle, busy);
  const text = { ours: `${median(busy).toFixed(1)} µs, on`, peer: `off: ${median(idle).toFixed(1)} µs` };
  figures.push(figure({ what: 'processor time a request', ...text }));
  figures.push(figure({ what: 'cost in processor time', ours: percentText(spent), goal, met: metIf(spent <= goalShare) }));
  return { figures, notes: [] };
}
