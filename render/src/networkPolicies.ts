import { type Plan, podPlacement } from '@modelmonitor/api';
import { type Child, child, podSelector, type Rendering } from './child.ts';

/** Ports of DNS servers: a policy sees the port of the pod, which is 5353 on OpenShift. */
const dns = [53, 5353].flatMap((port) => ['UDP', 'TCP'].map((protocol) => ({ protocol, port })));

/** Ports of API servers, where the operator is given none; their addresses are not known here. */
const apiServerPorts = [443, 6443];

/**
 * Allowed connections. Predictor pods accept requests and scrapes (rows on the internal port need a token) from anywhere unless the resource
 * says from where, and open none, except to the servers of remote sources, to the database of the store and to what the resource adds. Drift
 * pods accept none, and reach the predictor pods, the API server, DNS and these servers. Empty lists are left out: they mean the same, and
 * the API server counts an empty list that is applied again as a change.
 */
export function networkPolicies(rendering: Rendering): Child[] {
  const { plan, context } = rendering;
  const { serving, drift } = plan.monitor.spec;
  const predictor = { matchLabels: podSelector(plan, 'predictor') };
  const policyTypes = ['Ingress', 'Egress'];
  const servers = [...serversOf(plan.external), ...databaseOf(plan)];
  const opened = [...servers, ...(serving.networkPolicy?.egress ?? [])];
  const apiServer = (context.apiServerPorts ?? apiServerPorts).map((port) => ({ protocol: 'TCP', port }));
  const policies = [
    child('networkPolicy', rendering, {
      name: plan.names.predictorPolicy,
      component: 'predictor',
      fields: {
        spec: {
          podSelector: predictor,
          policyTypes,
          ingress: predictorIngress(rendering),
          ...(opened.length === 0 ? {} : { egress: [{ ports: dns }, ...opened] }),
        },
      },
    }),
    child('networkPolicy', rendering, {
      name: plan.names.drift,
      component: 'drift',
      fields: {
        spec: {
          podSelector: { matchLabels: podSelector(plan, 'drift') },
          policyTypes,
          egress: [
            { to: [{ podSelector: predictor }], ports: [{ protocol: 'TCP', port: podPlacement.internalPort }] },
            { ports: dns },
            { ports: apiServer },
            ...servers,
            ...(drift.networkPolicy?.egress ?? []),
          ],
        },
      },
    }),
  ];
  const enabled = [serving.networkPolicy?.enabled ?? true, drift.networkPolicy?.enabled ?? true];
  return policies.filter((_, index) => enabled[index]);
}

/** Who may connect to predictor pods. Those who read counts and rows always may: the drift job, and the operator from its namespace. */
function predictorIngress({ plan, context }: Rendering): readonly object[] {
  const { from, metricsFrom } = plan.monitor.spec.serving.networkPolicy ?? {};
  const [http, metrics] = ['http', 'metrics'].map((port) => ({ protocol: 'TCP', port }));
  if (from === undefined && metricsFrom === undefined) return [{ ports: [http, metrics] }];
  const namespaces = new Set((context.callers?.observers ?? []).flatMap((subject) => subject.split(':')[2] ?? []));
  const readers = [
    { podSelector: { matchLabels: podSelector(plan, 'drift') } },
    ...[...namespaces].map((name) => ({ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } } })),
  ];
  return [
    { ...(from === undefined ? {} : { from }), ports: [http] },
    { ...(metricsFrom === undefined ? {} : { from: [...readers, ...metricsFrom] }), ports: [metrics] },
  ];
}

/** Connections to the servers of sources: their ports, at any address, since names have no place in a policy. */
function serversOf(external: Plan['external']): { ports: { protocol: string; port?: number }[] }[] {
  if (external?.ports === undefined) return [];
  return [{ ports: external.ports === 'any' ? [{ protocol: 'TCP' }] : external.ports.map((port) => ({ protocol: 'TCP', port })) }];
}

/** Connections to the database of the store, at any address. */
function databaseOf({ store, monitor }: Plan): { ports: { protocol: string; port: number }[] }[] {
  const { postgres } = monitor.spec.capture;
  return store.kind === 'postgres' && postgres !== undefined ? [{ ports: [{ protocol: 'TCP', port: postgres.port }] }] : [];
}
