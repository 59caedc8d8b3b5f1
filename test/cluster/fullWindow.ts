import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PodStatus } from '@modelmonitor/api';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';

/** A pod that only reports a number of rows: the tests are about the operator; the predictor's own tests are about counting. */
export interface FullWindow {
  /** Reports that 1,000 rows came a moment ago. */
  fill(): void;
  /** Reports that none came. */
  empty(): void;
  /** How often the pod was queried. */
  queries(): number;
  /** A token for the operator to send; the pod accepts any. */
  readonly tokenFile: string;
  reach(address: string): string;
  stop(): Promise<void>;
}

/** Starts such a pod and announces it behind a Service. */
export async function startFullWindow(
  { client }: ControlPlane,
  { namespace, service }: { namespace: string; service: string },
): Promise<FullWindow> {
  let [rows, queries] = [0, 0];
  const server = createServer((_request, response) => {
    queries++;
    const status: PodStatus = {
      newRows: rows,
      firstNewAt: rows === 0 ? null : Date.now() - 1000,
      versions: [{ name: 'v1', loaded: true }],
    };
    response.setHeader('Content-Type', 'application/json').end(JSON.stringify(status));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const directory = await mkdtemp(join(tmpdir(), 'modelmonitor-window-'));
  const tokenFile = join(directory, 'token');
  await writeFile(tokenFile, 'token');
  const { status } = await client.post(`/apis/discovery.k8s.io/v1/namespaces/${namespace}/endpointslices`, {
    metadata: { name: `${service}-manual`, labels: { 'kubernetes.io/service-name': service, 'modelmonitor.dev/service': 'pods' } },
    addressType: 'IPv4',
    endpoints: [{ addresses: ['192.0.2.1'], conditions: { ready: true } }],
    ports: [{ name: 'metrics', port: 9090, protocol: 'TCP' }],
  });
  if (status !== 201) throw new Error(`the EndpointSlice was not created: ${status}`);
  return {
    queries: () => queries,
    tokenFile,
    reach: () => `127.0.0.1:${(server.address() as AddressInfo).port}`,
    fill: () => {
      rows = 1000;
    },
    empty: () => {
      rows = 0;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(directory, { recursive: true });
    },
  };
}
