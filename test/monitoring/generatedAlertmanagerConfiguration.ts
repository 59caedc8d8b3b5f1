import { gunzipSync } from 'node:zlib';
import { eventually } from '../controlPlane/eventually.ts';
import type { ControlPlane } from '../controlPlane/startControlPlane.ts';
import { startPrometheusOperator } from './startPrometheusOperator.ts';

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
  const process_ = await startPrometheusOperator(plane, { operator });
  try {
    return await eventually(
      'the configuration',
      async () => {
        const text = await readGenerated(plane, namespace);
        return isThere(text) && text;
      },
      { seconds: 60, everyMilliseconds: 200 },
    );
  } catch (error) {
    throw new Error(`${(error as Error).message}; the Prometheus operator said: ${process_.output().slice(-3000)}`);
  } finally {
    await process_.stop();
  }
}

/** The configuration of the Alertmanager `main` of a namespace, as the Prometheus operator generated it; empty without one. */
export async function readGenerated({ client }: Pick<ControlPlane, 'client'>, namespace: string): Promise<string> {
  const { body } = await client.get<Secret>(`/api/v1/namespaces/${namespace}/secrets/alertmanager-main-generated`);
  const packed = body.data?.['alertmanager.yaml.gz'];
  return packed === undefined ? '' : gunzipSync(Buffer.from(packed, 'base64')).toString();
}
