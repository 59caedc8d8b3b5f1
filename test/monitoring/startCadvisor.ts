import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Labels of one container. */
type Labels = Readonly<Record<string, string>>;

/** A container of a pod, as the kubelet reports it. */
const ofKubelet: Labels = {
  container: 'predictor',
  id: '/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod5a2e.slice/cri-containerd-9f3c.scope',
  image: 'modelmonitor/predictor:0.1.0',
  name: '9f3c',
  namespace: 'models',
  pod: 'wine-6d4f9c7b5d-x2x9q',
};

/** The network of a pod belongs to its sandbox, which is no container of the resource. */
const ofSandbox: Labels = { ...ofKubelet, container: '', image: 'pause:3.10', interface: 'eth0' };

/** The same container under docker compose, as cAdvisor reports it. */
const ofCompose: Labels = {
  container_label_com_docker_compose_project: 'modelmonitor',
  container_label_com_docker_compose_service: 'predictor',
  id: '/docker/5d0a',
  image: 'modelmonitor/predictor:0.1.0',
  name: 'modelmonitor-predictor-1',
};

/** What the dashboards read of it: metric, labels, and its value after some seconds. */
function samples(seconds: number): readonly (readonly [metric: string, labels: Labels, value: number])[] {
  const network = (labels: Labels) =>
    (['receive', 'transmit'] as const).map((way) => [`container_network_${way}_bytes_total`, labels, 9000 * seconds] as const);
  const usage = (labels: Labels) =>
    [
      ['container_cpu_usage_seconds_total', { ...labels, cpu: 'total' }, 0.2 * seconds],
      ['container_cpu_cfs_periods_total', labels, 10 * seconds],
      ['container_cpu_cfs_throttled_periods_total', labels, seconds],
      ['container_memory_working_set_bytes', labels, 9e7],
      ['container_spec_memory_limit_bytes', labels, 2.5e8],
      ['container_fs_reads_bytes_total', { ...labels, device: '/dev/vda' }, 4096 * seconds],
      ['container_fs_writes_bytes_total', { ...labels, device: '/dev/vda' }, 4096 * seconds],
    ] as const;
  return [...usage(ofKubelet), ...network(ofSandbox), ...usage(ofCompose), ...network({ ...ofCompose, interface: 'eth0' })];
}

/** Stands in for cAdvisor, which cannot be had here: names and labels are those of cAdvisor 0.60 and of the kubelet of Kubernetes 1.36. */
export async function startCadvisor(): Promise<{ readonly address: string; close(): Promise<void> }> {
  const began = performance.now();
  const server = createServer((_, response) => {
    response.setHeader('Content-Type', 'text/plain; version=0.0.4');
    response.end(
      samples((performance.now() - began) / 1000)
        .map(lineOf)
        .join(''),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function lineOf([metric, labels, value]: readonly [string, Labels, number]): string {
  const pairs = Object.entries(labels).map(([name, text]) => `${name}="${text}"`);
  return `${metric}{${pairs.join(',')}} ${value}\n`;
}
