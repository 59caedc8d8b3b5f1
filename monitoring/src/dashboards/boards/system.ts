import type { Board, Panel } from '../panel.ts';
import { ofProcess } from '../seriesOf.ts';
import { containerPanels } from './containerPanels.ts';
import { namespaceVariable } from './monitorVariables.ts';
import { nodePanels, nodeShares } from './nodePanels.ts';
import { processPanels } from './processPanels.ts';

const stat = { kind: 'stat', width: 4, height: 4, unit: 'percentunit', decimals: 1, needs: 'node_exporter' } as const;

const numbers: readonly Panel[] = [
  {
    ...stat,
    title: 'CPU of the busiest node',
    description: 'Share of CPU time that was not idle.',
    queries: [{ legend: 'busy', expression: `max(${nodeShares.processor})` }],
  },
  {
    ...stat,
    title: 'Memory of the fullest node',
    description: 'Share of the memory that is not available to new processes.',
    queries: [{ legend: 'used', expression: `max(${nodeShares.memory})` }],
  },
  {
    ...stat,
    title: 'Fullest disk',
    description: 'Used share of the fullest file system.',
    queries: [{ legend: 'used', expression: `max(${nodeShares.disk})` }],
  },
  {
    kind: 'stat',
    width: 4,
    height: 4,
    unit: 'none',
    decimals: 2,
    title: 'CPU of ModelMonitor',
    description: 'CPU cores in use by all predictors and operators.',
    queries: [{ legend: 'processors', expression: `sum(rate(${ofProcess('process_cpu_seconds_total')}[$__rate_interval]))` }],
  },
  {
    kind: 'stat',
    width: 4,
    height: 4,
    unit: 'bytes',
    title: 'Memory of ModelMonitor',
    description: 'Resident memory of all predictors and operators.',
    queries: [{ legend: 'resident', expression: `sum(${ofProcess('process_resident_memory_bytes')})` }],
  },
  {
    kind: 'stat',
    width: 4,
    height: 4,
    unit: 'short',
    title: 'Processes',
    description: 'Predictors and operators that Prometheus scrapes.',
    queries: [{ legend: 'processes', expression: `sum(${ofProcess('up')})` }],
  },
];

export const system: Board = {
  file: 'system',
  uid: 'modelmonitor-system',
  title: 'ModelMonitor / System',
  description: 'CPU, memory, disk and network of predictors, operators, their pods and nodes.',
  variables: [
    // Containers and nodes of a single machine have no namespace and no pod.
    { ...namespaceVariable(true), query: 'label_values(up{job=~"modelmonitor-.+"}, namespace)', all: '.*' },
    { name: 'pod', label: 'Pod', query: 'label_values(up{job=~"modelmonitor-.+", namespace=~"$namespace"}, pod)', many: true, all: '.*' },
  ],
  targets: 'up',
  sections: [
    { title: 'Now', panels: numbers },
    { title: 'Predictors and operators', panels: processPanels },
    { title: 'Pods and containers', panels: containerPanels },
    { title: 'Nodes', panels: nodePanels },
  ],
};
