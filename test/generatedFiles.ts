import { reportSchema } from '@modelmonitor/api';
import {
  admissionPolicy,
  conditionDocs,
  customResourceDefinition,
  methodDocs,
  metricsDocs,
  reportDocs,
  resourceDocs,
} from '@modelmonitor/api/generate';
import { alertDocs, alertmanagerFile, dashboardFiles, ruleFile, ruleTestFile } from '@modelmonitor/monitoring';
import { chartReadme } from '../charts/generate/chartReadme.ts';
import { rbacFile } from '../charts/generate/rbacFile.ts';
import { valuesSchema } from '../charts/generate/valuesSchema.ts';
import { valuesYaml } from '../charts/generate/valuesYaml.ts';
import { yamlText } from '../cli/src/manifests/yamlText.ts';

/** Every generated file: its path in the repository, and its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  return new Map([
    ['crds/modelmonitors.modelmonitor.dev.yaml', definitionText()],
    ['charts/modelmonitor/README.md', chartReadme()],
    ['charts/modelmonitor/values.yaml', valuesYaml()],
    ['charts/modelmonitor/values.schema.json', valuesSchema()],
    ['charts/modelmonitor/files/crd.yaml', definitionText()],
    ['charts/modelmonitor/files/rbac.yaml', rbacFile()],
    ['charts/modelmonitor/files/admission-policy.yaml', admissionPolicyText()],
    ['docs/alerts.md', alertDocs()],
    ['docs/api.md', resourceDocs()],
    ['docs/conditions.md', conditionDocs()],
    ['docs/methods.md', methodDocs()],
    ['docs/metrics.md', metricsDocs()],
    ['docs/report.md', reportDocs()],
    [
      'docs/report.schema.json',
      `${JSON.stringify({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'ModelMonitor drift report', ...reportSchema }, undefined, 2)}\n`,
    ],
    ...monitoringFiles(),
    ...[...dashboardFiles()].flatMap(([name, content]): [string, string][] => [
      [`dashboards/${name}`, `${JSON.stringify(content, undefined, 2)}\n`],
      // In one line: Helm stores the chart and its rendered objects in one Secret, whose size is limited.
      [`charts/modelmonitor/files/dashboards/${name}`, `${JSON.stringify(content)}\n`],
    ]),
  ]);
}

/** Files of Prometheus, promtool and Alertmanager; the chart contains the rules too. */
function monitoringFiles(): [path: string, text: string][] {
  const folder = 'monitoring/generated';
  const text = (about: string, content: object) =>
    `# ${about}\n# Generated from monitoring/src by \`npm run generate\`; do not edit.\n${yamlText(content)}`;
  const about = 'Prometheus rules for every ModelMonitor; docs/alerts.md describes each alert.';
  const chartRules = 'charts/modelmonitor/files/rules.yaml';
  const cases = (name: string, interval: '1m' | '10m') =>
    text(`promtool test rules ${folder}/${name}`, ruleTestFile(`../../${chartRules}`, interval));
  const alertmanager = text(
    'Alertmanager configuration for one machine. The e-mail addresses are examples; secrets are read from files.',
    alertmanagerFile(),
  );
  return [
    [`${folder}/rules.yaml`, text(about, ruleFile('machine'))],
    [chartRules, text(about, ruleFile('cluster'))],
    [`${folder}/rules.test.yaml`, cases('rules.test.yaml', '1m')],
    [`${folder}/rules.days.test.yaml`, cases('rules.days.test.yaml', '10m')],
    [`${folder}/alertmanager.yaml`, alertmanager],
  ];
}

function definitionText(): string {
  const head = '# Generated from the schema in api/src/schema by `npm run generate`; do not edit.\n';
  return `${head}${yamlText(customResourceDefinition(), { lineWidth: 140 })}`;
}

function admissionPolicyText(): string {
  // The chart puts the names of the release in.
  const operator = { namespace: 'OPERATOR_NAMESPACE', account: 'OPERATOR_ACCOUNT' };
  return `# Generated from api/src/generate/policy by \`npm run generate\`; do not edit.\n${yamlText(admissionPolicy(operator))}`;
}
