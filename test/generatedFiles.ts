import { conditionDocs, customResourceDefinition, metricsDocs, reportDocs, reportSchema, resourceDocs } from '@modelmonitor/api';
import { stringify } from 'yaml';

/** Every generated file: its path in the repository and its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['crds/modelmonitors.modelmonitor.dev.yaml', definitionText()],
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

function definitionText(): string {
  const head = '# Generated from the schema in api/src/schema by `npm run generate`; do not edit.\n';
  return `${head}${stringify(customResourceDefinition(), { lineWidth: 140, aliasDuplicateObjects: false })}`;
}
