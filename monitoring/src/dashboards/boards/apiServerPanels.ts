import { operatorMetrics as metrics } from '@modelmonitor/api';
import type { Panel } from '../panel.ts';
import { orZero, quantileRate, rateBy } from '../rate.ts';
import { ofOperator } from '../seriesOf.ts';

const graph = { kind: 'timeseries', width: 12, minimum: 0 } as const;

/** Requests of the operator to the API server, its watches and its caches. */
export const apiServerPanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Requests to the API server',
    description: 'Responses by status: 409 is a conflict, 429 is throttling, <error> means that no response arrived.',
    unit: 'reqps',
    stacked: 'normal',
    queries: [{ legend: '{{code}}', expression: rateBy('code', ofOperator(metrics.requests.name)) }],
  },
  {
    ...graph,
    title: 'Latency of the API server, P95',
    description: 'Response time of the API server, by method.',
    unit: 's',
    queries: [{ legend: '{{verb}}', expression: quantileRate(0.95, ofOperator(`${metrics.requestSeconds.name}_bucket`), 'verb') }],
  },
  {
    ...graph,
    title: 'Objects written',
    description: 'Objects of monitors that were applied or deleted. Near 0 while nothing changes.',
    unit: 'ops',
    queries: [{ legend: '{{action}} {{kind}}', expression: rateBy('kind, action', ofOperator(metrics.applies.name)) }],
  },
  {
    ...graph,
    title: 'Time since the last watch event',
    description: 'Time since the cache of each kind last received data from the API server. Minutes mean that the watch is dead.',
    unit: 's',
    queries: [{ legend: '{{kind}}', expression: `max by (kind) (${ofOperator(metrics.lastSeen.name)})` }],
  },
  {
    ...graph,
    title: 'Lists and watches',
    description: 'How often the caches list objects, and how their watches end. Frequent lists put load on the API server.',
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
    description: 'Objects that the operator keeps in memory, by kind.',
    unit: 'short',
    queries: [{ legend: '{{kind}}', expression: `max by (kind) (${ofOperator(metrics.cachedObjects.name)})` }],
  },
  {
    ...graph,
    title: 'Drift checks outside the schedule',
    description: 'Checks started early because enough new rows had arrived, or on request. Each is an additional Job.',
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
    description: 'Longest event loop delay since the last scrape. Delays of seconds put the leader lease at risk.',
    unit: 's',
    queries: [{ legend: '{{instance}}', expression: `max by (instance) (${ofOperator(metrics.loopLag.name)})` }],
  },
];
