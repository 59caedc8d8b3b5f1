import { type Child, child, type Rendering } from './child.ts';

/** Ingress, when the resource has one. */
export function ingress(rendering: Rendering): Child[] {
  const { plan } = rendering;
  const settings = plan.monitor.spec.serving.ingress;
  if (settings === undefined) return [];
  const { host, path, className, labels, annotations, tls } = settings;
  const backend = { service: { name: plan.names.predictor, port: { name: 'http' } } };
  return [
    child('ingress', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      fields: {
        spec: {
          ...(className === undefined ? {} : { ingressClassName: className }),
          rules: [{ host, http: { paths: [{ path, pathType: 'Prefix', backend }] } }],
          ...(tls === undefined ? {} : { tls: [{ hosts: [host], ...tls }] }),
        },
      },
    }),
  ];
}
