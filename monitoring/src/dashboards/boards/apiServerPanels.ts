import { operatorMetrics as metrics } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { orZero, quantileRate, rateBy } from '../rate.ts';
import { ofOperator } from '../seriesOf.ts';

const graph = { kind: 'timeseries', width: 12, minimum: 0 } as const;

/** What the operator asks of the API server, and what it hears. */
export const apiServerPanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Requests to the API server',
    description: 'Answers by status: 409 is a conflict, 429 asks to wait, <error> had no answer.',
    unit: 'reqps',
    stacked: 'normal',
    queries: [{ legend: '{{code}}', expression: rateBy('code', ofOperator(metrics.requests.name)) }],
  },
  {
    ...graph,
    title: 'Latency of the API server, P95',
    description: 'Time until the API server has answered, by method.',
    unit: 's',
    queries: [{ legend: '{{verb}}', expression: quantileRate(0.95, ofOperator(`${metrics.requestSeconds.name}_bucket`), 'verb') }],
  },
  {
    ...graph,
    title: 'Objects written',
    description: 'Objects of monitors that were applied or deleted: when nothing changes, nothing is written.',
    unit: 'ops',
    queries: [{ legend: '{{action}} {{kind}}', expression: rateBy('kind, action', ofOperator(metrics.applies.name)) }],
  },
  {
    ...graph,
    title: 'Silence of the watches',
    description: 'Time since the cache of each kind last heard of the API server: minutes mean that the watch is dead.',
    unit: 's',
    queries: [{ legend: '{{kind}}', expression: `max by (kind) (${ofOperator(metrics.lastSeen.name)})` }],
  },
  {
    ...graph,
    title: 'Lists and watches',
    description: 'How often the caches list, and how their watches end. Lists again and again are a load on the API server.',
    unit: 'ops',
    queries: [
      { legend: 'list {{kind}}: {{outcome}}', expression: rateBy('kind, outcome', ofOperator(metrics.lists.name)) },
      {
        legend: 'watches that ended',
        expression: orZero(rateBy('', ofOperator(metrics.watches.name)), rateBy('', ofOperator(metrics.lists.name))),
      },
    ],
  },
  {
    ...graph,
    title: 'Objects in the caches',
    description: 'What the operator keeps in memory, by kind.',
    unit: 'short',
    queries: [{ legend: '{{kind}}', expression: `max by (kind) (${ofOperator(metrics.cachedObjects.name)})` }],
  },
  {
    ...graph,
    title: 'Drift checks before their time',
    description: 'Checks started because a window was full, or as the resource asks for: each is one more Job.',
    unit: 'short',
    queries: [
      {
        legend: 'started',
        expression: orZero(`sum(increase(${ofOperator(metrics.earlyRuns.name)}[1h]))`, `max(${ofOperator(metrics.leader.name)})`),
      },
    ],
  },
  {
    ...graph,
    title: 'Event loop of the operator',
    description: 'Longest delay since the last scrape: seconds put the lease at risk.',
    unit: 's',
    queries: [{ legend: '{{instance}}', expression: `max by (instance) (${ofOperator(metrics.loopLag.name)})` }],
  },
];
