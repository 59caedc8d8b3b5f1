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

/** What containers use of their node. */
export const containerPanels: readonly Panel[] = [
  {
    ...graph,
    title: 'Processor by container',
    description: 'Processors used.',
    unit: 'none',
    queries: [{ legend, expression: rateBy(by, ofContainer('container_cpu_usage_seconds_total')) }],
  },
  {
    ...graph,
    title: 'Throttled containers',
    description:
      'Share of the periods in which a container was held back at its processor limit: latency suffers. Containers without a limit have none.',
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
      'Working set; at its limit, dashed, a container is killed. kube-prometheus-stack drops limits (container_spec_*) unless kubelet.serviceMonitor.cAdvisorMetricRelabelings says otherwise.',
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
    description: 'Received and sent.',
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
    description: 'Read and written.',
    unit: 'Bps',
    queries: [
      { legend: `read: ${legend}`, expression: rateBy(by, ofContainer('container_fs_reads_bytes_total')) },
      { legend: `written: ${legend}`, expression: rateBy(by, ofContainer('container_fs_writes_bytes_total')) },
    ],
  },
];
