import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '../controlPlane/eventually.ts';
import type { World } from './world.ts';

/** What the clients counted: requests by status, or by the error of a connection. */
export interface LoadOutcome {
  readonly sent: number;
  readonly lost: number;
  readonly outcomes: Readonly<Record<string, number>>;
}

const clients = 40;
const everyMilliseconds = 200;

interface Load {
  readonly body: object;
  /** `user:password` of the clients; none when empty. */
  readonly credentials: string;
}

/** Starts 40 clients with a connection each that is kept alive, in a pod of their own. @returns a function that ends them */
export async function startConstantLoad(
  { kubectl }: World,
  name: string,
  { body, credentials }: Load,
): Promise<() => Promise<LoadOutcome>> {
  const program = await readFile(join(import.meta.dirname, 'keepAliveLoad.ts'), 'utf8');
  const configuration = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { 'keepAliveLoad.ts': program } };
  const args = [
    '/load/keepAliveLoad.ts',
    `http://${credentials === '' ? '' : `${credentials}@`}wine.default.svc:8000/predict`,
    String(clients),
    String(everyMilliseconds),
    JSON.stringify(body),
  ];
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'load',
          image: 'modelmonitor/predictor:0.1.0',
          imagePullPolicy: 'IfNotPresent',
          args,
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
          volumeMounts: [
            { name: 'load', mountPath: '/load' },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        { name: 'load', configMap: { name } },
        { name: 'tmp', emptyDir: {} },
      ],
    },
  };
  const phase = () => kubectl(['get', 'pod', name, '--output=jsonpath={.status.phase}']);
  await kubectl(['apply', '--filename=-'], { input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [configuration, pod] }) });
  await eventually(`the load ${name}`, async () => (await phase()) === 'Running', { seconds: 60, everyMilliseconds: 250 });
  return async () => {
    await kubectl(['exec', name, '--', 'node', '--eval', "require('node:fs').writeFileSync('/tmp/stop', '')"]);
    await eventually(`the end of ${name}`, async () => ['Succeeded', 'Failed'].includes(await phase()), {
      seconds: 60,
      everyMilliseconds: 250,
    });
    const outcomes = JSON.parse(await kubectl(['logs', name])) as Record<string, number>;
    await kubectl(['delete', `pod/${name}`, `configmap/${name}`, '--wait=false']);
    const sent = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
    return { sent, lost: sent - (outcomes['200'] ?? 0), outcomes };
  };
}
