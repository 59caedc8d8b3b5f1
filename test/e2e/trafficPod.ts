import { eventually } from '../controlPlane/eventually.ts';
import type { World } from './world.ts';

export interface Traffic {
  readonly name: string;
  readonly requestsPerSecond: number;
  readonly count: number;
  /** Shifts of columns, as `modelmonitor traffic --shift` takes them. */
  readonly shift?: string;
}

/** What became of the requests, by status of the answer; `failed` had none. */
export interface TrafficOutcome {
  readonly byStatus: Readonly<Record<string, number>>;
  readonly text: string;
}

/** Sends rows of the wine reference to the model from a pod of its own, as callers in the cluster do. */
export async function startTraffic(
  { kubectl }: World,
  { name, requestsPerSecond, count, shift }: Traffic,
): Promise<() => Promise<TrafficOutcome>> {
  const not = ['cultivar', 'prediction', 'probability_class_0', 'probability_class_1', 'probability_class_2'].join(',');
  const args = [
    ['/app/cli/src/modelmonitor.js', 'traffic', '--url', 'http://wine.default.svc:8000/predict', '--data', '/data/reference.csv'],
    ['--exclude', not, '--rate', String(requestsPerSecond), '--count', String(count), ...(shift === undefined ? [] : ['--shift', shift])],
  ].flat();
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: 'traffic' } },
    spec: {
      restartPolicy: 'Never',
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: 'traffic',
          image: 'modelmonitor/predictor:0.1.0',
          imagePullPolicy: 'IfNotPresent',
          args,
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
          volumeMounts: [
            { name: 'data', mountPath: '/data' },
            { name: 'tmp', mountPath: '/tmp' },
          ],
        },
      ],
      volumes: [
        { name: 'data', configMap: { name: 'wine-reference' } },
        { name: 'tmp', emptyDir: {} },
      ],
    },
  };
  await kubectl(['apply', '--filename=-'], { input: JSON.stringify(pod) });
  return async () => {
    const phase = async () => kubectl(['get', 'pod', name, '--output=jsonpath={.status.phase}']);
    await eventually(`the end of ${name}`, async () => ['Succeeded', 'Failed'].includes(await phase()), {
      seconds: 180,
      everyMilliseconds: 500,
    });
    const text = await kubectl(['logs', name]);
    await kubectl(['delete', 'pod', name, '--wait=false']);
    const rows = [...text.matchAll(/^(\S.*?) {2,}([\d,]+) +[\d.]+ %/gm)];
    return {
      text,
      byStatus: Object.fromEntries(rows.map(([, outcome, requests = '']) => [outcome, Number(requests.replaceAll(',', ''))])),
    };
  };
}
