import type { JsonSchema } from './jsonSchema.ts';
import { type Answer, json, operation } from './operation.ts';

const page = (description: string): Answer => ({ description, content: { 'text/html': { type: 'string' } } });

/** Health, metrics, status, and what people look at. */
export function servicePaths(withMetrics: boolean): Record<string, JsonSchema> {
  const tag = 'Service';
  const metrics: Answer = { description: 'Samples in the text format', content: { 'text/plain': { type: 'string' } } };
  return {
    '/': { get: operation({ id: 'page', tag, summary: 'The page for people', answers: { 200: page('The page') }, open: true }) },
    '/status': {
      get: operation({
        id: 'status',
        tag,
        summary: 'Versions, traffic, capture and reports, as the page shows them',
        answers: { 200: json('The status', 'Status') },
      }),
    },
    '/healthz': {
      get: operation({ id: 'healthz', tag, summary: 'Whether the process lives', answers: { 200: json('It does', 'Health') }, open: true }),
    },
    '/readyz': {
      get: operation({
        id: 'readyz',
        tag,
        summary: 'Whether some version answers, and which do not',
        answers: { 200: json('Some version answers', 'Readiness'), 503: json('No version answers', 'Readiness') },
        open: true,
      }),
    },
    ...(withMetrics
      ? { '/metrics': { get: operation({ id: 'metrics', tag, summary: 'Metrics for Prometheus', answers: { 200: metrics }, open: true }) } }
      : {}),
    '/openapi.json': {
      get: operation({
        id: 'openapi',
        tag,
        summary: 'This document',
        answers: { 200: { description: 'OpenAPI 3.1', content: { 'application/json': { type: 'object' } } } },
      }),
    },
    '/docs': {
      get: operation({ id: 'docs', tag, summary: 'This document, to try out', answers: { 200: page('Swagger UI') }, open: true }),
    },
  };
}
