import type { JsonSchema } from './jsonSchema.ts';
import { json, operation, type ResponseShape } from './operation.ts';

const page = (description: string): ResponseShape => ({ description, content: { 'text/html': { type: 'string' } } });

/** Health, metrics, status, and the pages. */
export function servicePaths(withMetrics: boolean): Record<string, JsonSchema> {
  const tag = 'Service';
  const metrics: ResponseShape = { description: 'Samples in the text format', content: { 'text/plain': { type: 'string' } } };
  return {
    '/': { get: operation({ id: 'page', tag, summary: 'The page of this model', responses: { 200: page('The page') }, open: true }) },
    '/status': {
      get: operation({
        id: 'status',
        tag,
        summary: 'Versions, traffic, capture and reports, as the page shows them',
        responses: { 200: json('The status', 'Status') },
      }),
    },
    '/healthz': {
      get: operation({
        id: 'healthz',
        tag,
        summary: 'Whether the process is alive',
        responses: { 200: json('Alive', 'Health') },
        open: true,
      }),
    },
    '/readyz': {
      get: operation({
        id: 'readyz',
        tag,
        summary: 'Whether at least one version answers, and which do not',
        responses: { 200: json('At least one version answers', 'Readiness'), 503: json('No version answers', 'Readiness') },
        open: true,
      }),
    },
    ...(withMetrics
      ? {
          '/metrics': {
            get: operation({ id: 'metrics', tag, summary: 'Metrics for Prometheus', responses: { 200: metrics }, open: true }),
          },
        }
      : {}),
    '/openapi.json': {
      get: operation({
        id: 'openapi',
        tag,
        summary: 'This document',
        responses: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { type: 'object' } } } },
      }),
    },
    '/docs': {
      get: operation({
        id: 'docs',
        tag,
        summary: 'This document as a page, to try requests',
        responses: { 200: page('Swagger UI') },
        open: true,
      }),
    },
  };
}
