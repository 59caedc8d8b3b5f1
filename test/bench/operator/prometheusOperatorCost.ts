import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { eventually } from '../../controlPlane/eventually.ts';
import { startPrometheusOperator } from '../../monitoring/startPrometheusOperator.ts';
import { median } from '../median.ts';
import { peakBytes, processorSeconds } from '../processFigures.ts';
import type { BenchPlane } from './benchPlane.ts';

/** What the Prometheus operator needs for all ServiceMonitors of a cluster. */
export interface PrometheusOperatorCost {
  readonly configuration: string;
  readonly scrapeConfigs: number;
  /** From its start until the configuration holds all of them. */
  readonly generatedMilliseconds: number;
  readonly generatedSeconds: number;
  /** Processor time for one changed ServiceMonitor. */
  readonly changeSeconds: number;
  /** From the change until the Secret holds it. */
  readonly changeMilliseconds: number;
  readonly peakBytes: number;
}

const namespace = 'monitoring';
const group = '/apis/monitoring.coreos.com/v1';

export interface CostOptions {
  readonly operator: string;
  /** Scrape configurations that are expected. */
  readonly scrapeConfigs: number;
  /** Path of a ServiceMonitor that is changed. */
  readonly changed: string;
  /** Folder for the keys, which Prometheus needs to discover targets. */
  readonly folder: string;
}

export async function prometheusOperatorCost({ plane, api }: BenchPlane, options: CostOptions): Promise<PrometheusOperatorCost> {
  await api.makeNamespaces([namespace]);
  await api.post(`${group}/namespaces/${namespace}/prometheuses`, {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'Prometheus',
    metadata: { name: 'k8s' },
    spec: {
      replicas: 1,
      serviceMonitorSelector: {},
      serviceMonitorNamespaceSelector: {},
      serviceDiscoveryRole: 'EndpointSlice',
      apiserverConfig: { host: plane.url, tlsConfig: keyFiles(plane.kubeconfigPath, options.folder) },
    },
  });
  const startedAt = performance.now();
  const operator = await startPrometheusOperator(plane, { operator: options.operator });
  try {
    const read = async () => {
      const secret = await api
        .get<{ data?: Record<string, string> }>(`/api/v1/namespaces/${namespace}/secrets/prometheus-k8s`)
        .catch(() => undefined);
      const packed = secret?.data?.['prometheus.yaml.gz'];
      return packed === undefined ? '' : gunzipSync(Buffer.from(packed, 'base64')).toString();
    };
    const until = (what: string, holds: (text: string) => boolean) =>
      eventually(
        what,
        async () => {
          const text = await read();
          return holds(text) && text;
        },
        { seconds: 240, everyMilliseconds: 100 },
      );
    const configs = (text: string) => text.match(/^- job_name: /gm)?.length ?? 0;
    const configuration = await until('the configuration', (text) => configs(text) === options.scrapeConfigs);
    const generatedMilliseconds = performance.now() - startedAt;
    const used = async () => (await processorSeconds(operator.pid)) ?? 0;
    const generatedSeconds = await used();
    const [seconds, milliseconds]: [number[], number[]] = [[], []];
    for (let round = 0; round < 5; round++) {
      const [before, at] = [await used(), performance.now()];
      const { spec } = await api.get<{ spec: { endpoints: object[] } }>(options.changed);
      await api.merge(options.changed, { spec: { endpoints: spec.endpoints.map((one) => ({ ...one, interval: `${21 + round}s` })) } });
      await until('the change', (text) => text.includes(`scrape_interval: ${21 + round}s`));
      milliseconds.push(performance.now() - at);
      seconds.push((await used()) - before);
    }
    return {
      configuration,
      scrapeConfigs: configs(configuration),
      generatedMilliseconds,
      generatedSeconds,
      changeSeconds: median(seconds),
      changeMilliseconds: median(milliseconds),
      peakBytes: (await peakBytes(operator.pid)) ?? 0,
    };
  } finally {
    await operator.stop();
  }
}

function keyFiles(kubeconfigPath: string, folder: string): object {
  const { users, clusters } = JSON.parse(readFileSync(kubeconfigPath, 'utf8')) as {
    users: { user: Record<string, string> }[];
    clusters: { cluster: Record<string, string> }[];
  };
  const file = (name: string, base64 = '') => {
    const path = join(folder, name);
    writeFileSync(path, Buffer.from(base64, 'base64'), { mode: 0o600 });
    return path;
  };
  return {
    caFile: file('ca.crt', clusters[0]?.cluster['certificate-authority-data']),
    certFile: file('client.crt', users[0]?.user['client-certificate-data']),
    keyFile: file('client.key', users[0]?.user['client-key-data']),
  };
}
