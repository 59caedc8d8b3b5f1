import type { Panel } from '../panel.ts';
import { rateBy } from '../rate.ts';
import { ofProcess } from '../seriesOf.ts';

const by = 'job, namespace, pod, instance';
const legend = '{{job}} {{namespace}} {{pod}} {{instance}}';
const of = (metric: string) => `max by (${by}) (${ofProcess(metric)})`;
const graph = { kind: 'timeseries', width: 12, minimum: 0 } as const;

/** What our processes say of themselves: it needs no exporter. */
export const processPanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Processor by process',
    description: 'Processors used. A process of Node.js hardly uses more than one: at 1, more pods are needed.',
    unit: 'none',
    queries: [{ legend, expression: rateBy(by, ofProcess('process_cpu_seconds_total')) }],
  },
  {
    ...graph,
    title: 'Memory by process',
    description: 'Resident memory. It has to stay below the limit of the pod.',
    unit: 'bytes',
    queries: [{ legend, expression: of('process_resident_memory_bytes') }],
  },
  {
    ...graph,
    title: 'Heap by process',
    description: 'Memory of JavaScript objects: a saw blade is healthy, a ramp is a leak.',
    unit: 'bytes',
    queries: [{ legend, expression: of('nodejs_heap_size_used_bytes') }],
  },
  {
    ...graph,
    title: 'Event loop by process, P99',
    description: 'How long a process is kept from answering by its own work.',
    unit: 's',
    queries: [{ legend, expression: of('nodejs_eventloop_lag_p99_seconds') }],
  },
  {
    ...graph,
    title: 'Time spent on collecting garbage',
    description: 'Seconds a second. A large share means that the heap is too small for what is kept.',
    unit: 'percentunit',
    queries: [{ legend, expression: rateBy(by, ofProcess('nodejs_gc_duration_seconds_sum')) }],
  },
  {
    ...graph,
    title: 'Open files by process',
    description: 'Files and connections that are open. One that only grows is a leak.',
    unit: 'short',
    queries: [{ legend, expression: of('process_open_fds') }],
  },
];
