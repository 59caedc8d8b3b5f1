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
    title: 'Processor of the busiest node',
    description: 'Share of its time that the processor was not idle.',
    queries: [{ legend: 'busy', expression: `max(${nodeShares.processor})` }],
  },
  {
    ...stat,
    title: 'Memory of the fullest node',
    description: 'Share of the memory that could not be given to a new process.',
    queries: [{ legend: 'used', expression: `max(${nodeShares.memory})` }],
  },
  {
    ...stat,
    title: 'Fullest disk',
    description: 'Share of the fullest file system that is used.',
    queries: [{ legend: 'used', expression: `max(${nodeShares.disk})` }],
  },
  {
    kind: 'stat',
    width: 4,
    height: 4,
    unit: 'none',
    decimals: 2,
    title: 'Processor of our processes',
    description: 'Processors that predictors and operators use, all together.',
    queries: [{ legend: 'processors', expression: `sum(rate(${ofProcess('process_cpu_seconds_total')}[$__rate_interval]))` }],
  },
  {
    kind: 'stat',
    width: 4,
    height: 4,
    unit: 'bytes',
    title: 'Memory of our processes',
    description: 'Resident memory of predictors and operators, all together.',
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
  description: 'Processor, memory, disk and network of our processes, of their pods, and of the nodes below.',
  variables: [
    // Containers and nodes of a single machine belong to no namespace and to no pod.
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
