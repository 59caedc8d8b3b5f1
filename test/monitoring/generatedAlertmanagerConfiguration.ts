import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { eventually } from '../controlPlane/eventually.ts';
import { freePort } from '../controlPlane/freePort.ts';
import { createProcessGroup } from '../controlPlane/processGroup.ts';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';

interface Secret {
  readonly data?: Readonly<Record<string, string>>;
}

/**
 * Lets the Prometheus operator make Alertmanager's configuration of every AlertmanagerConfig of a cluster.
 *
 * @param isThere tells whether a configuration has what is waited for
 */
export async function generatedAlertmanagerConfiguration(
  plane: ControlPlane,
  { operator, namespace, isThere }: { operator: string; namespace: string; isThere: (configuration: string) => boolean },
): Promise<string> {
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
  const process_ = await group.start('prometheus-operator', operator, [
    `--apiserver=${plane.url}`,
    `--ca-file=${file('ca.crt', clusters[0]?.cluster['certificate-authority-data'])}`,
    `--cert-file=${file('client.crt', users[0]?.user['client-certificate-data'])}`,
    `--key-file=${file('client.key', users[0]?.user['client-key-data'])}`,
    `--web.listen-address=127.0.0.1:${await freePort()}`,
  ]);
  try {
    return await eventually(
      'the configuration',
      async () => {
        const { body } = await plane.client.get<Secret>(`/api/v1/namespaces/${namespace}/secrets/alertmanager-main-generated`);
        const packed = body.data?.['alertmanager.yaml.gz'];
        const text = packed === undefined ? '' : gunzipSync(Buffer.from(packed, 'base64')).toString();
        return isThere(text) && text;
      },
      { seconds: 60, everyMilliseconds: 200 },
    );
  } catch (error) {
    throw new Error(`${(error as Error).message}; the Prometheus operator said: ${process_.output().slice(-3000)}`);
  } finally {
    await group.end();
  }
}
