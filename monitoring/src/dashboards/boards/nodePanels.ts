import type { Panel } from '../panel.ts';
import { rate, rateBy } from '../rate.ts';
import { ofTarget } from '../seriesOf.ts';

const by = 'instance';
const legend = '{{instance}}';
const graph = { kind: 'timeseries', width: 12, minimum: 0, needs: 'node_exporter' } as const;
const of = (metric: string, matchers?: string) => ofTarget(`node_${metric}`, matchers);

/** File systems on disks, without those in memory and virtual ones. */
const stored = 'fstype!~"tmpfs|ramfs|squashfs|nsfs|proc|sysfs|fuse.*|iso9660"';
const realDisks = 'device!~"loop.*|ram.*|dm-.*|md.*|sr.*"';
const realNetworks = 'device!~"lo|veth.*|docker.*|br-.*|cali.*|cni.*|flannel.*"';

const disk = (labels: string) =>
  `1 - max by (${labels}) (${of('filesystem_avail_bytes', stored)} / (${of('filesystem_size_bytes', stored)} > 0))`;

/** Used shares of the resources of each node. */
export const nodeShares = {
  processor: `1 - avg by (${by}) (${rate(of('cpu_seconds_total', 'mode="idle"'))})`,
  memory: `1 - max by (${by}) (${of('memory_MemAvailable_bytes')} / ${of('memory_MemTotal_bytes')})`,
  disk: disk(by),
} as const;

/** Resource usage of the nodes. */
export const nodePanels: readonly Panel[] = [
  {
    ...graph,
    title: 'CPU by node',
    description: 'Share of CPU time that was not idle, and the 1-minute load divided by the number of CPUs. Above 1, processes wait.',
    unit: 'percentunit',
    queries: [
      { legend, expression: nodeShares.processor },
      {
        legend: `load: ${legend}`,
        expression: `max by (${by}) (${of('load1')}) / count by (${by}) (${rate(of('cpu_seconds_total', 'mode="idle"'))})`,
      },
    ],
  },
  {
    ...graph,
    title: 'Memory by node',
    description: 'Share of the memory that is not available to new processes. Near 1 the node kills processes.',
    unit: 'percentunit',
    maximum: 1,
    queries: [{ legend, expression: nodeShares.memory }],
  },
  {
    ...graph,
    title: 'Disk by node',
    description: 'Used share of each file system. A full one stops databases and logs.',
    unit: 'percentunit',
    maximum: 1,
    queries: [{ legend: `${legend} {{mountpoint}}`, expression: disk(`${by}, mountpoint`) }],
  },
  {
    ...graph,
    title: 'Disk traffic by node',
    description: 'Bytes read and written per second.',
    unit: 'Bps',
    queries: [
      { legend: `read: ${legend}`, expression: rateBy(by, of('disk_read_bytes_total', realDisks)) },
      { legend: `written: ${legend}`, expression: rateBy(by, of('disk_written_bytes_total', realDisks)) },
    ],
  },
  {
    ...graph,
    title: 'Network by node',
    description: 'Bytes received and sent per second over physical networks.',
    unit: 'Bps',
    queries: [
      { legend: `received: ${legend}`, expression: rateBy(by, of('network_receive_bytes_total', realNetworks)) },
      { legend: `sent: ${legend}`, expression: rateBy(by, of('network_transmit_bytes_total', realNetworks)) },
    ],
  },
  {
    ...graph,
    title: 'Network errors by node',
    description: 'Damaged or dropped packets per second.',
    unit: 'ops',
    queries: [
      { legend: `errors: ${legend}`, expression: rateBy(by, of('network_receive_errs_total', realNetworks)) },
      { legend: `dropped: ${legend}`, expression: rateBy(by, of('network_receive_drop_total', realNetworks)) },
    ],
  },
];
