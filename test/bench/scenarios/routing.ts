import type { BenchContext } from '../benchContext.ts';
import { type ClosedLoopRun, closedLoop } from '../closedLoop.ts';
import { routedServer } from '../contenders.ts';
import { percentText } from '../figureText.ts';
import { median } from '../median.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import { interleave, pairedRatio } from '../rounds.ts';
import type { Scenario } from '../scenario.ts';
import type { RunningServer } from '../server.ts';
import { wineRows } from '../wine.ts';
import { withServers } from '../withServers.ts';

/** The router alone may cost this share more before the table of exact routes is worth its code. */
const tolerated = 0.05;

export const routing: Scenario = {
  name: 'routing',
  title: 'Routes by the router alone, or by a table of exact paths',
  about: [
    'The same application twice, capture and metrics on: with the look-up of `createApp` for paths without parameters, and with `@koa/router` alone. POST /predict, 32',
    'connections, rounds in turn; processor time of the server per request, which other programs on the machine hardly change. ADR 7 keeps the table while the router',
    'alone costs more than 5 % of a prediction.',
  ].join('\n'),
  run: async (context) => {
    const servers = new Map([
      ['table', await routedServer(context, 'table')],
      ['router', await routedServer(context, 'router')],
    ]);
    return withServers(servers, async (running) => {
      const contenders = new Map([...running].map(([name, server]) => [name, measure(server, name, context)]));
      await interleave(contenders, 1);
      const runs = await interleave(contenders, context.quick ? 3 : 15);
      return outcomeOf(runs.get('table') ?? [], runs.get('router') ?? []);
    });
  },
};

function measure(server: RunningServer, name: string, { pinning, quick, write }: BenchContext): () => Promise<ClosedLoopRun> {
  const body = JSON.stringify({ features: wineRows(1)[0] });
  return async () => {
    const run = await closedLoop({ server, path: '/predict', body, pinning, connections: 32, requests: quick ? 10_000 : 40_000 });
    write(`  ${name}: ${run.processorMicroseconds?.toFixed(1)} µs per request\n`);
    return run;
  };
}

function outcomeOf(table: readonly ClosedLoopRun[], router: readonly ClosedLoopRun[]): Outcome {
  const times = (runs: readonly ClosedLoopRun[]) => runs.flatMap(({ processorMicroseconds }) => processorMicroseconds ?? []);
  const [ours, theirs] = [times(table), times(router)];
  if (ours.length !== table.length || theirs.length !== router.length)
    return { figures: [], notes: ['This system does not report the processor time of a process.'] };
  const saved = pairedRatio(theirs, ours) - 1;
  return {
    figures: [
      figure({
        what: 'processor time per request',
        ours: `${median(ours).toFixed(1)} µs, table`,
        peer: `router alone: ${median(theirs).toFixed(1)} µs`,
      }),
      figure({
        what: 'what the router alone costs more',
        ours: percentText(saved),
        goal: `> ${percentText(tolerated)}, else the table goes`,
        met: metIf(saved > tolerated),
      }),
    ],
    notes: [],
  };
}
