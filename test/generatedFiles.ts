import { conditionDocs, metricsDocs, reportDocs, reportSchema, resourceDocs } from '@modelmonitor/api';

/** Every generated file: its path in the repository and its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['docs/api.md', resourceDocs()],
    ['docs/conditions.md', conditionDocs()],
    ['docs/metrics.md', metricsDocs()],
    ['docs/report.md', reportDocs()],
    [
      'docs/report.schema.json',
      `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'ModelMonitor drift report', ...reportSchema }, undefined, 2)}\n`,
    ],
  ]);
}
