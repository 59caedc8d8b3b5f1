import type { Plan } from '@modelmonitor/api';
import { type Child, child, type Rendering } from './child.ts';
import { childTypes } from './childTypes.ts';

/** Identity of the drift job, and its only permission: to patch the ConfigMap with its report. An account of the resource gets the same. */
export function driftAccount(rendering: Rendering): Child[] {
  const { plan } = rendering;
  const part = (kind: 'serviceAccount' | 'role' | 'roleBinding', fields: Readonly<Record<string, unknown>>) =>
    child(kind, rendering, { name: plan.names.drift, component: 'drift', fields });
  return [
    part('serviceAccount', { automountServiceAccountToken: false }),
    part('role', { rules: [{ apiGroups: [''], resources: ['configmaps'], resourceNames: [plan.names.drift], verbs: ['patch'] }] }),
    part('roleBinding', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: childTypes.role.kind, name: plan.names.drift },
      subjects: driftAccounts(plan).map((name) => ({ kind: childTypes.serviceAccount.kind, name, namespace: plan.namespace })),
    }),
  ];
}

/** Accounts of the drift jobs: the own one, since a job that runs may still have it, and that of the resource. */
export function driftAccounts({ names, monitor }: Plan): string[] {
  const { serviceAccountName } = monitor.spec.drift.podTemplate ?? {};
  return serviceAccountName === undefined ? [names.drift] : [names.drift, serviceAccountName];
}

/** ConfigMap for the newest report: created by the operator, since the job has no permission to, and filled by the job. */
export function reportConfigMap(rendering: Rendering): Child {
  return child('configMap', rendering, {
    name: rendering.plan.names.drift,
    component: 'drift',
    labels: { [reportLabel]: 'newest' },
    fields: {},
  });
}

/** Label of a ConfigMap with a report: `newest`, or `run` for the archive of one run. */
export const reportLabel = 'modelmonitor.dev/report';
