import { podPlacement } from '@modelmonitor/api';
import { type Child, child, podSelector, type Rendering } from './child.ts';

const dns = [
  { protocol: 'UDP', port: 53 },
  { protocol: 'TCP', port: 53 },
];

/** Ports API servers are reached by: where they are cannot be told from here. */
const apiServer = [
  { protocol: 'TCP', port: 443 },
  { protocol: 'TCP', port: 6443 },
];

/**
 * Who may talk to whom. Predictor pods are called and scraped from anywhere, the rows behind the internal port need a token, and they call
 * no one. Drift pods are called by no one, and reach the predictor pods, the API server and DNS. A list that would be empty is left out: it
 * means the same, and to the API server an empty list applied again is a change.
 */
export function networkPolicies(rendering: Rendering): Child[] {
  const { plan } = rendering;
  const predictor = { matchLabels: podSelector(plan, 'predictor') };
  const policyTypes = ['Ingress', 'Egress'];
  return [
    child('networkPolicy', rendering, {
      name: plan.names.predictorPolicy,
      component: 'predictor',
      fields: {
        spec: {
          podSelector: predictor,
          policyTypes,
          ingress: [{ ports: ['http', 'metrics'].map((port) => ({ protocol: 'TCP', port })) }],
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
          ],
        },
      },
    }),
  ];
}
