import type { Panel } from '../panel.ts';
import { rateBy } from '../rate.ts';
import { ofProcess } from '../seriesOf.ts';

const by = 'job, namespace, pod, instance';
const legend = '{{job}} {{namespace}} {{pod}} {{instance}}';
const of = (metric: string) => `max by (${by}) (${ofProcess(metric)})`;
const graph = { kind: 'timeseries', width: 12, minimum: 0 } as const;

/** Metrics that our processes export themselves, without another exporter. */
export const processPanels: readonly Panel[] = [
  {
    ...graph,
    title: 'CPU by process',
    description: 'CPU cores in use. A Node.js process uses little more than one core: at 1, add pods.',
    unit: 'none',
    queries: [{ legend, expression: rateBy(by, ofProcess('process_cpu_seconds_total')) }],
  },
  {
    ...graph,
    title: 'Memory by process',
    description: 'Resident memory. It must stay below the limit of the pod.',
    unit: 'bytes',
    queries: [{ legend, expression: of('process_resident_memory_bytes') }],
  },
  {
    ...graph,
    title: 'Heap by process',
    description: 'Memory of JavaScript objects. A sawtooth is normal, a steady rise is a leak.',
    unit: 'bytes',
    queries: [{ legend, expression: of('nodejs_heap_size_used_bytes') }],
  },
  {
    ...graph,
    title: 'Event loop by process, P99',
    description: 'How long requests wait because the process is busy.',
    unit: 's',
    queries: [{ legend, expression: of('nodejs_eventloop_lag_p99_seconds') }],
  },
  {
    ...graph,
    title: 'Garbage collection time',
    description: 'Seconds per second. A large share means that the heap is too small.',
    unit: 'percentunit',
    queries: [{ legend, expression: rateBy(by, ofProcess('nodejs_gc_duration_seconds_sum')) }],
  },
  {
    ...graph,
    title: 'Open files by process',
    description: 'Open files and connections. A steady rise is a leak.',
    unit: 'short',
    queries: [{ legend, expression: of('process_open_fds') }],
  },
];
