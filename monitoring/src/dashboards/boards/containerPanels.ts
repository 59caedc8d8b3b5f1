import type { Panel } from '../panel.ts';
import { rateBy } from '../rate.ts';
import { ofContainer, ofPod } from '../seriesOf.ts';

// In a cluster a container belongs to a pod; in docker compose, to a service.
const service = 'container_label_com_docker_compose_service';
const by = `namespace, pod, container, ${service}`;
const legend = `{{namespace}} {{pod}} {{container}} {{${service}}}`;
const byPod = `namespace, pod, ${service}`;
const podLegend = (what: string) => `${what}: {{namespace}} {{pod}} {{${service}}}`;
const graph = { kind: 'timeseries', width: 12, minimum: 0, needs: 'cAdvisor' } as const;

/** Resource usage of containers. */
export const containerPanels: readonly Panel[] = [
  {
    ...graph,
    title: 'CPU by container',
    description: 'CPU cores in use.',
    unit: 'none',
    queries: [{ legend, expression: rateBy(by, ofContainer('container_cpu_usage_seconds_total')) }],
  },
  {
    ...graph,
    title: 'Throttled containers',
    description:
      'Share of the scheduling periods in which a container was throttled at its CPU limit, which adds latency. Containers without a limit have no series.',
    unit: 'percentunit',
    queries: [
      {
        legend,
        expression: `${rateBy(by, ofContainer('container_cpu_cfs_throttled_periods_total'))} / ${rateBy(by, ofContainer('container_cpu_cfs_periods_total'))}`,
      },
    ],
  },
  {
    ...graph,
    title: 'Memory by container',
    description:
      'Working set. A container is killed at its limit (dashed). kube-prometheus-stack drops the limits (container_spec_*) unless kubelet.serviceMonitor.cAdvisorMetricRelabelings keeps them.',
    unit: 'bytes',
    queries: [
      { legend, expression: `sum by (${by}) (${ofContainer('container_memory_working_set_bytes')})` },
      {
        legend: `limit: ${legend}`,
        expression: `sum by (${by}) (${ofContainer('container_spec_memory_limit_bytes')}) > 0`,
        color: 'red',
        isLimit: true,
      },
    ],
  },
  {
    ...graph,
    title: 'Network by pod',
    description: 'Bytes received and sent per second.',
    unit: 'Bps',
    queries: [
      { legend: podLegend('received'), expression: rateBy(byPod, ofPod('container_network_receive_bytes_total')) },
      { legend: podLegend('sent'), expression: rateBy(byPod, ofPod('container_network_transmit_bytes_total')) },
    ],
  },
  {
    ...graph,
    width: 24,
    title: 'Disk by container',
    description: 'Bytes read and written per second.',
    unit: 'Bps',
    queries: [
      { legend: `read: ${legend}`, expression: rateBy(by, ofContainer('container_fs_reads_bytes_total')) },
      { legend: `written: ${legend}`, expression: rateBy(by, ofContainer('container_fs_writes_bytes_total')) },
    ],
  },
];
