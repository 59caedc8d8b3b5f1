import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../controlPlane/freePort.ts';
import { createProcessGroup } from '../controlPlane/processGroup.ts';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';

/** A real Prometheus operator that works on a control plane. */
export interface TestPrometheusOperator {
  /** Its process. */
  readonly pid: number;
  /** Address of its own metrics. */
  readonly url: string;
  readonly output: () => string;
  stop(): Promise<void>;
}

export async function startPrometheusOperator(
  plane: Pick<ControlPlane, 'kubeconfigPath' | 'url'>,
  { operator, argv = [] }: { readonly operator: string; readonly argv?: readonly string[] },
): Promise<TestPrometheusOperator> {
  const group = createProcessGroup(process.env);
  const { users, clusters } = JSON.parse(readFileSync(plane.kubeconfigPath, 'utf8')) as {
    users: { user: Record<string, string> }[];
    clusters: { cluster: Record<string, string> }[];
  };
  const file = (name: string, base64: string | undefined) => {
    const path = join(group.directory, name);
    writeFileSync(path, Buffer.from(base64 ?? '', 'base64'), { mode: 0o600 });
    return path;
  };
  const port = await freePort();
  const process_ = await group.start('prometheus-operator', operator, [
    `--apiserver=${plane.url}`,
    `--ca-file=${file('ca.crt', clusters[0]?.cluster['certificate-authority-data'])}`,
    `--cert-file=${file('client.crt', users[0]?.user['client-certificate-data'])}`,
    `--key-file=${file('client.key', users[0]?.user['client-key-data'])}`,
    `--web.listen-address=127.0.0.1:${port}`,
    ...argv,
  ]);
  return { pid: process_.pid, url: `http://127.0.0.1:${port}`, output: process_.output, stop: () => group.end() };
}
