import { join } from 'node:path';
import type { TrafficSummary } from '../../../cli/src/traffic/trafficTally.ts';
import type { BenchContext } from '../benchContext.ts';
import { commandOutput } from '../commandOutput.ts';
import { predictorServer } from '../contenders.ts';
import { count, millisecondsText } from '../figureText.ts';
import { median } from '../median.ts';
import { figure, metIf, type Outcome } from '../outcome.ts';
import type { Scenario } from '../scenario.ts';
import { withServers } from '../withServers.ts';

/** Mean arrivals a second. */
const rate = 1000;

/** p99 that is allowed, in milliseconds. */
const goalMilliseconds = 5;

export const openLoop: Scenario = {
  name: 'open-loop',
  title: `POST /predict: ${count(rate)} requests per second, whatever the server does`,
  about: [
    `Poisson arrivals of ${count(rate)} requests/s on average (the generator of \`modelmonitor traffic\`), rows of the wine data by name. Latency counts from the`,
    'moment a request was due, so a stall of the server, or of the generator, whose timer is good to a millisecond, counts against us. Median of the rounds.',
  ].join('\n'),
  run: async (context) => {
    const server = await predictorServer(context);
    return withServers(new Map([['ours', server]]), async (running) => {
      const url = `${running.get('ours')?.url}/predict`;
      await arrivals(url, 5 * rate, context);
      const rounds: TrafficSummary[] = [];
      for (let round = 0; round < (context.quick ? 2 : 5); round++)
        rounds.push(await arrivals(url, (context.quick ? 3 : 20) * rate, context));
      return outcomeOf(rounds);
    });
  },
};

async function arrivals(url: string, requests: number, { pinning, write }: BenchContext): Promise<TrafficSummary> {
  const script = join(import.meta.dirname, '../openLoopLoad.ts');
  const command = pinning.load([process.execPath, script, url, `${rate}`, `${requests}`]);
  const summary = JSON.parse(await commandOutput(command, { timeoutMilliseconds: 300_000 })) as TrafficSummary;
  const wrong = summary.outcomes.filter(({ outcome }) => outcome !== '200');
  if (wrong.length > 0) throw new Error(`${url}: expected only 200, got ${wrong.map((one) => `${one.outcome} ×${one.count}`).join(', ')}`);
  write(`  ${count(summary.sent / summary.seconds)} requests/s: p99 ${millisecondsText(summary.latency?.p99 ?? Number.NaN)}\n`);
  return summary;
}

function outcomeOf(rounds: readonly TrafficSummary[]): Outcome {
  const at = (quantile: 'p50' | 'p95' | 'p99') => median(rounds.map(({ latency }) => latency?.[quantile] ?? Number.NaN));
  const row = (quantile: 'p50' | 'p95' | 'p99') => figure({ what: quantile, ours: millisecondsText(at(quantile)) });
  const sent = median(rounds.map(({ sent: requests, seconds }) => requests / seconds));
  return {
    figures: [
      figure({ what: 'requests per second sent', ours: count(sent) }),
      row('p50'),
      row('p95'),
      { ...row('p99'), goal: `≤ ${goalMilliseconds} ms`, met: metIf(at('p99') <= goalMilliseconds) },
    ],
    notes: [],
  };
}
