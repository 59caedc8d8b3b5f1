import type { TrafficSummary } from '../../../cli/src/traffic/trafficTally.ts';
import { predictorServer } from '../contenders.ts';
import { count, millisecondsText } from '../figureText.ts';
import { median } from '../median.ts';
import { openLoopRounds } from '../openLoopRounds.ts';
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
      return outcomeOf(await openLoopRounds({ url: `${running.get('ours')?.url}/predict`, rate }, context));
    });
  },
};

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
