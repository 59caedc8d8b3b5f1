import type { BenchContext } from '../benchContext.ts';
import { closedLoop } from '../closedLoop.ts';
import { predictorServer } from '../contenders.ts';
import { count, mebibytesText, percentText } from '../figureText.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';
import type { RunningServer } from '../server.ts';
import { wineRows } from '../wine.ts';
import { withServers } from '../withServers.ts';

/** Share by which the memory may differ from what it was after the warm-up. */
const flatShare = 0.05;

/** Resident memory that is allowed, in bytes. */
const mostBytes = 150e6;

export const memory: Scenario = {
  name: 'memory',
  title: 'Memory',
  about: [
    'Resident set of the predictor (VmRSS) when it is ready, after a warm-up of a tenth of the requests, and after all of them; POST /predict, 32 connections. Node',
    'runs without any flag, as the product starts it.',
  ].join('\n'),
  run: async (context) => {
    const server = await predictorServer(context);
    return withServers(new Map([['ours', server]]), async (running) => {
      const own = running.get('ours');
      if (own === undefined) throw new Error('the predictor did not start');
      return outcomeOf(await sizes(own, context));
    });
  },
};

interface Sizes {
  readonly requests: number;
  readonly ready: number;
  readonly warm: number;
  readonly after: number;
}

async function sizes(server: RunningServer, { pinning, quick, write }: BenchContext): Promise<Sizes> {
  const requests = quick ? 100_000 : 1_000_000;
  const body = JSON.stringify({ features: wineRows(1)[0] });
  const resident = async (when: string) => {
    const bytes = await server.residentBytes();
    if (bytes === undefined) throw new Error('the resident set is read from /proc, which does not exist here');
    write(`  ${when}: ${mebibytesText(bytes)}\n`);
    return bytes;
  };
  const send = (amount: number) => closedLoop({ server, path: '/predict', body, pinning, connections: 32, requests: amount });
  const ready = await resident('ready');
  await send(requests / 10);
  const warm = await resident('warm');
  await send(requests);
  return { requests, ready, warm, after: await resident(`after ${count(requests)} requests`) };
}

function outcomeOf({ requests, ready, warm, after }: Sizes): Outcome {
  const change = after / warm - 1;
  return {
    figures: [
      figure({ what: 'ready', ours: mebibytesText(ready) }),
      figure({ what: `after ${count(requests / 10)} requests`, ours: mebibytesText(warm) }),
      figure({
        what: `after ${count(requests)} more`,
        ours: mebibytesText(after),
        goal: `< ${mebibytesText(mostBytes)} (150 MB)`,
        met: metIf(after < mostBytes),
      }),
      figure({
        what: 'change since the warm-up',
        ours: percentText(change),
        goal: `± ${percentText(flatShare)}`,
        met: metIf(Math.abs(change) <= flatShare),
      }),
    ],
    notes: [],
  };
}
