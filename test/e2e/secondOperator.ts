import { command } from '../command.ts';
import type { World } from './world.ts';

/** Installs or changes a second release, in a namespace of its own, without what there is once in a cluster. */
export function installSecondOperator({ helm }: World, args: readonly string[]): Promise<string> {
  const once = ['crds.enabled', 'rbac.aggregate', 'admissionPolicy.enabled', 'dashboards.enabled'].flatMap((key) => [
    '--set',
    `${key}=false`,
  ]);
  const place = ['--namespace', 'gold', '--create-namespace', '--wait', '--timeout', '120s', '--set', 'operator.replicas=1'];
  return helm(['upgrade', '--install', 'gold', 'charts/modelmonitor', ...place, ...once, ...args]);
}

/** Changes of the objects of monitors within some seconds, by name, as watches see them. */
export async function changesWithin({ cluster }: World, seconds: number): Promise<readonly string[]> {
  const kinds = ['modelmonitors', 'deployments', 'configmaps', 'services', 'cronjobs', 'serviceaccounts', 'networkpolicies'];
  const environment = { KUBECONFIG: cluster.kubeconfig };
  const watches = kinds.map((kind) =>
    command(cluster.programs.kubectl, ['get', kind, '--watch-only', '--output=name'], { environment, seconds }),
  );
  return (await Promise.all(watches)).flatMap(({ stdout }) => stdout.split('\n').filter((line) => line !== ''));
}
