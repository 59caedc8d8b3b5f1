import { conditionDocs, customResourceDefinition, metricsDocs, reportDocs, reportSchema, resourceDocs } from '@modelmonitor/api';
import { alertDocs, alertmanagerFile, dashboardFiles, ruleFile, ruleTestFile } from '@modelmonitor/monitoring';
import { stringify } from 'yaml';

/** Every generated file: its path in the repository and its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['crds/modelmonitors.modelmonitor.dev.yaml', definitionText()],
    ['docs/alerts.md', alertDocs()],
    ['docs/api.md', resourceDocs()],
    ['docs/conditions.md', conditionDocs()],
    ['docs/metrics.md', metricsDocs()],
    ['docs/report.md', reportDocs()],
    [
      'docs/report.schema.json',
      `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'ModelMonitor drift report', ...reportSchema }, undefined, 2)}\n`,
    ],
    ...monitoringFiles(),
    ...[...dashboardFiles()].map(([name, content]): [string, string] => [
      `dashboards/${name}`,
      `${JSON.stringify(content, undefined, 2)}\n`,
    ]),
  ]);
}

/** What Prometheus, promtool and Alertmanager read. */
function monitoringFiles(): [path: string, text: string][] {
  const file = (name: string, about: string, content: object): [string, string] => [
    `monitoring/generated/${name}`,
    `# ${about}\n# Generated from monitoring/src by \`npm run generate\`; do not edit.\n${stringify(content, { lineWidth: 0, aliasDuplicateObjects: false })}`,
  ];
  return [
    file('rules.yaml', 'Rules of Prometheus, for every ModelMonitor; docs/alerts.md tells of each alert.', ruleFile()),
    file('rules.test.yaml', 'promtool test rules monitoring/generated/rules.test.yaml', ruleTestFile('rules.yaml', '1m')),
    file('rules.days.test.yaml', 'promtool test rules monitoring/generated/rules.days.test.yaml', ruleTestFile('rules.yaml', '10m')),
    file(
      'alertmanager.yaml',
      'Alertmanager without a cluster. The addresses of e-mail are examples; secrets are files.',
      alertmanagerFile(),
    ),
  ];
}

function definitionText(): string {
  const head = '# Generated from the schema in api/src/schema by `npm run generate`; do not edit.\n';
  return `${head}${stringify(customResourceDefinition(), { lineWidth: 140, aliasDuplicateObjects: false })}`;
}
