import { type JsonSchema, schemaRef } from './jsonSchema.ts';
import { json, operation, pathParameter } from './operation.ts';

/** POST /generate_reports, GET /reports, /reports/data_stability_test.html and /reports/{run}. */
export function reportPaths(): Record<string, JsonSchema> {
  const run = pathParameter('run', 'Name of a run, or `latest`; with the suffix `.json` or `.html`, or chosen by the Accept header.');
  return {
    '/generate_reports': {
      post: operation({
        id: 'generateReport',
        tag: 'Drift',
        summary: 'Check the captured traffic for drift now',
        description:
          'Responds when the check has finished. Simultaneous requests share a check. In a cluster the operator starts a check of all pods, at most one per minute; the response does not wait for it.',
        responses: { 200: json('The report', 'Report'), 202: json('The check was requested', 'CheckRequested') },
        problems: ['report_failed', 'no_reports', 'cross_site'],
      }),
    },
    '/reports': {
      get: operation({
        id: 'listReports',
        tag: 'Drift',
        summary: 'Stored reports, newest first',
        responses: { 200: json('The reports', 'ReportList') },
      }),
    },
    '/reports/data_stability_test.html': {
      get: operation({
        id: 'readQuality',
        tag: 'Drift',
        summary: 'Data quality and stability of the newest report, as a page',
        responses: { 200: { description: 'The page', content: { 'text/html': { type: 'string' } } } },
        problems: ['unknown_run'],
      }),
    },
    '/reports/{run}': {
      get: operation({
        id: 'readReport',
        tag: 'Drift',
        summary: 'A stored report, as JSON or as a page',
        parameters: [run],
        responses: {
          200: { description: 'The report', content: { 'application/json': schemaRef('Report'), 'text/html': { type: 'string' } } },
        },
        problems: ['unknown_run'],
      }),
    },
  };
}
