import { join } from 'node:path';
import { childTypes } from '@modelmonitor/render';
import { pathOf } from '../../../kube/src/pathOf.ts';
import { watchedTypes } from '../../../operator/src/caches/cachedKinds.ts';
import { clusterWideRules, leaseRules, operatorRules, type PolicyRule } from '../../../operator/src/rbac/operatorRules.ts';
import { controlPlaneBinaries } from '../../controlPlane/controlPlaneBinaries.ts';
import { installCrds } from '../../controlPlane/installCrds.ts';
import { prometheusOperatorCrds } from '../../controlPlane/prometheusOperatorCrds.ts';
import { type ControlPlane, startControlPlane } from '../../controlPlane/startControlPlane.ts';
import { repository } from '../wine.ts';
import { type BenchApi, createBenchApi } from './benchApi.ts';

/** A control plane with the definitions the operator knows, and the operator's account in it. */
export interface BenchPlane {
  readonly plane: ControlPlane;
  /** Of an administrator. */
  readonly api: BenchApi;
  /** A token of the operator's service account, with the rights it has in a cluster. */
  readonly operatorToken: string;
  /** Of that account: judged, and taken turns with, as the operator is. */
  readonly operatorApi: BenchApi;
}

/** Namespace of the operator and its lease. */
export const operatorNamespace = 'modelmonitor';

export const leaseName = 'modelmonitor-operator';

const rbac = '/apis/rbac.authorization.k8s.io/v1';

/** Starts a control plane, lets it be used, and ends it whatever happens. */
export async function withPlane<T>(
  { controllerManager = false }: { controllerManager?: boolean },
  use: (plane: BenchPlane) => Promise<T>,
): Promise<T> {
  const surroundings = {
    environment: process.env,
    write: (text: string) => void process.stderr.write(text),
    what: 'the benchmark of the operator',
  };
  const binaries = await controlPlaneBinaries(surroundings);
  const prometheus = await prometheusOperatorCrds(surroundings);
  if (binaries === undefined || prometheus === undefined) throw new Error('a control plane is needed; see above what is missing');
  const plane = await startControlPlane({ binaries, controllerManager });
  const api = await createBenchApi(plane.kubeconfigPath);
  const opened: BenchApi[] = [api];
  try {
    const known = prometheus.filter((path) => /_(servicemonitors|alertmanagerconfigs|prometheuses)\.yaml$/.test(path));
    await installCrds(plane, [join(repository, 'crds/modelmonitors.modelmonitor.dev.yaml'), ...known]);
    // Right after a definition came its lists are refused for a moment; the request is repeated. Kinds of other projects are missing.
    const ignoreMissing = (error: { kind?: string }) => {
      if (error.kind !== 'notFound') throw error;
    };
    for (const type of Object.values({ ...watchedTypes, ...childTypes })) await api.get(`${pathOf(type)}?limit=1`).catch(ignoreMissing);
    const operatorToken = await operatorAccount(api);
    const operatorApi = await createBenchApi(plane.kubeconfigFor({ token: operatorToken }));
    opened.push(operatorApi);
    return await use({ plane, api, operatorToken, operatorApi });
  } finally {
    await Promise.all(opened.map((one) => one.close()));
    await plane.stop();
  }
}

/** @returns a token of the account */
async function operatorAccount(api: BenchApi): Promise<string> {
  await api.makeNamespaces([operatorNamespace]);
  const account = { kind: 'ServiceAccount', name: 'operator', namespace: operatorNamespace };
  const accounts = `/api/v1/namespaces/${operatorNamespace}/serviceaccounts`;
  await api.post(accounts, { metadata: { name: account.name } });
  const grant = async (kind: 'ClusterRole' | 'Role', rules: readonly PolicyRule[]) => {
    const path = kind === 'Role' ? `${rbac}/namespaces/${operatorNamespace}` : rbac;
    await api.post(`${path}/${kind.toLowerCase()}s`, { metadata: { name: account.name }, rules });
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind, name: account.name };
    await api.post(`${path}/${kind.toLowerCase()}bindings`, { metadata: { name: account.name }, roleRef, subjects: [account] });
  };
  await grant('ClusterRole', [...operatorRules(), ...clusterWideRules()]);
  await grant('Role', leaseRules(leaseName));
  const { status } = await api.post<{ status: { token: string } }>(`${accounts}/${account.name}/token`, { spec: {} });
  return status.token;
}
