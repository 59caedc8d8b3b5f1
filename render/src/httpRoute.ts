import type { Plan, UnsupportedField } from '@modelmonitor/api';
import { type Child, child, type Rendering } from './child.ts';
import type { RenderContext } from './renderContext.ts';
import { callersPort } from './services.ts';

/** HTTPRoute of the Gateway API, when the resource has one and the cluster the kind. */
export function httpRoute(rendering: Rendering): Child[] {
  const { plan, context } = rendering;
  const settings = plan.monitor.spec.serving.httpRoute;
  if (settings === undefined || context.has.httpRoute !== true) return [];
  const { parentRefs, hostnames, path, labels, annotations } = settings;
  const rewrite = { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/' } } };
  return [
    child('httpRoute', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      ...(labels === undefined ? {} : { labels }),
      ...(annotations === undefined ? {} : { annotations }),
      fields: {
        spec: {
          parentRefs,
          ...(hostnames === undefined ? {} : { hostnames }),
          rules: [
            {
              matches: [{ path: { type: 'PathPrefix', value: path } }],
              ...(path === '/' ? {} : { filters: [rewrite] }),
              backendRefs: [{ name: plan.names.predictor, port: callersPort(rendering) }],
            },
          ],
        },
      },
    }),
  ];
}

/** Fields without effect because the cluster lacks a kind. */
export function missingKinds({ monitor }: Plan, { has }: Pick<RenderContext, 'has'>): UnsupportedField[] {
  if (monitor.spec.serving.httpRoute === undefined || has.httpRoute === true) return [];
  const message = 'the cluster has no HTTPRoute (gateway.networking.k8s.io/v1); it is created once the Gateway API is installed';
  return [{ path: 'spec.serving.httpRoute', reason: 'KindMissing', message }];
}
