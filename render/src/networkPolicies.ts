import { type Plan, podPlacement } from '@modelmonitor/api';
import { type Child, child, podSelector, type Rendering } from './child.ts';

const dns = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];

/** Ports of API servers; their addresses are not known here. */
const apiServer = [
  { protocol: 'TCP', port: 443 },
  { protocol: 'TCP', port: 6443 },
];

/**
 * Allowed connections. Predictor pods accept requests and scrapes from anywhere (rows on the internal port need a token) and open none, except
 * to the servers of remote sources and to the database of the store. Drift pods accept none, and reach the predictor pods, the API server, DNS and these servers. Empty lists are left out: they mean the same, and the API server
 * counts an empty list that is applied again as a change.
 */
export function networkPolicies(rendering: Rendering): Child[] {
  const { plan } = rendering;
  const predictor = { matchLabels: podSelector(plan, 'predictor') };
  const policyTypes = ['Ingress', 'Egress'];
  const servers = [...serversOf(plan.external), ...databaseOf(plan)];
  return [
    child('networkPolicy', rendering, {
      name: plan.names.predictorPolicy,
      component: 'predictor',
      fields: {
        spec: {
          podSelector: predictor,
          policyTypes,
          ingress: [{ ports: ['http', 'metrics'].map((port) => ({ protocol: 'TCP', port })) }],
          ...(servers.length === 0 ? {} : { egress: [{ ports: dns }, ...servers] }),
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
          ],
        },
      },
    }),
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
