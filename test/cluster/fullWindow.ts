import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PodStatus } from '@modelmonitor/api';
import type { TestObject } from '../../operator/src/testMonitor.ts';
import { eventually } from '../controlPlane/eventually.ts';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';

/** A pod that only reports a number of rows: the tests are about the operator; the predictor's own tests are about counting. */
export interface FullWindow {
  /** Reports that 1,000 rows came a moment ago. */
  fill(): void;
  /** Reports that none came. */
  empty(): void;
  /** Reports an address of the pod that the Deployment of the namespace has, as a kubelet does; Kubernetes' controllers add it to the Service. */
  announce(): Promise<void>;
  /** The addresses that were queried. */
  addresses(): readonly string[];
  /** How often the pod was queried. */
  queries(): number;
  /** A token for the operator to send; the pod accepts any. */
  readonly tokenFile: string;
  reach(address: string): string;
  stop(): Promise<void>;
}

/** The address that such a pod reports. */
const podAddress = '192.0.2.1';

/** Starts such a pod; it has no address yet. */
export async function startFullWindow({ client }: ControlPlane, namespace: string): Promise<FullWindow> {
  let [rows, queries] = [0, 0];
  const addresses = new Set<string>();
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
  return {
    queries: () => queries,
    addresses: () => [...addresses],
    async announce() {
      const pods = `/api/v1/namespaces/${namespace}/pods`;
      const [pod] = await eventually('the pod of the predictor', async () => {
        const { body } = await client.get<{ items: readonly TestObject[] }>(`${pods}?labelSelector=app.kubernetes.io/component=predictor`);
        return body.items.length > 0 && body.items;
      });
      const status = { phase: 'Running', podIP: podAddress, podIPs: [{ ip: podAddress }], conditions: [{ type: 'Ready', status: 'True' }] };
      const patched = await client.patch(`${pods}/${pod?.metadata.name}/status`, { status });
      if (patched.status !== 200) throw new Error(`the pod got no address: ${patched.status}`);
    },
    tokenFile,
    reach(address) {
      addresses.add(address);
      return `127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
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
