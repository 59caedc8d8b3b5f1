import { inhibitions } from '@modelmonitor/api';
import type { Alert, DiagnosisStep } from '../alerts/alert.ts';
import { alerts } from '../alerts/alerts.ts';
import { ruleGroups } from '../rules/ruleFile.ts';

/** The text of docs/alerts.md: one section per alert, named after it. */
export function alertDocs(): string {
  return [
    '# Alerts',
    '',
    'Generated from `monitoring/src/alerts` by `npm run generate`; do not edit. The rules are in `monitoring/generated/rules.yaml`; the chart and',
    '`docker-compose.yml` install them. One set of rules covers every monitor: each monitor exports the thresholds of its resource as gauges.',
    '',
    'Every alert has the labels `namespace`, `severity` and, if it concerns one monitor, `modelmonitor`. critical pages; warning waits for working hours.',
    'The commands and queries below are for a monitor `wine` in the namespace `default` and an operator in the namespace `modelmonitor`.',
    '',
    '| alert | severity | summary |',
    '| --- | --- | --- |',
    ...alerts.map(
      ({ name, rules, summary }) =>
        `| [${name}](#${name.toLowerCase()}) | ${[...new Set(rules.map(({ severity }) => severity))].join(', ')} | ${summary} |`,
    ),
    '',
    ...alerts.flatMap(section),
    ...inhibitionSection(),
    ...recordSection(),
  ].join('\n');
}

function section({ name, rules, runbook: { meaning, impact, diagnosis, remediation } }: Alert): string[] {
  return [
    `## ${name}`,
    '',
    meaning,
    '',
    `**Impact.** ${impact}`,
    '',
    `**Rule.** ${rules.map(({ severity, for: pending, labels }) => `${severity} ${pending === undefined ? 'at once' : `after ${pending}`}${labels === undefined ? '' : ` (${Object.values(labels).join()})`}`).join(', ')}:`,
    '',
    ...code('promql', rules[0]?.expression ?? ''),
    '**Diagnosis.**',
    '',
    ...diagnosis.flatMap(stepLines),
    '**Remediation.**',
    '',
    ...remediation.map((line) => `- ${line}`),
    '',
  ];
}

function stepLines(step: DiagnosisStep): string[] {
  return [...(step.text === '' ? [] : [step.text, '']), ...('promql' in step ? code('promql', step.promql) : code('sh', step.shell))];
}

function code(language: string, text: string): string[] {
  return [`\`\`\`${language}`, text, '```', ''];
}

function inhibitionSection(): string[] {
  return [
    '## Inhibitions',
    '',
    'While an alert on the left fires for a monitor, Alertmanager sends no notification of the alerts on the right for that monitor.',
    '',
    ...inhibitions.map(({ by, mutes, why }) => `- ${by.join(' and ')} mute${by.length === 1 ? 's' : ''} ${mutes.join(', ')}: ${why}.`),
    '- critical mutes warning of the same alert.',
    '',
  ];
}

function recordSection(): string[] {
  return [
    '## Recorded series',
    '',
    '| series | meaning |',
    '| --- | --- |',
    ...ruleGroups.flatMap(({ records }) => records.map(({ record, meaning }) => `| \`${record}\` | ${meaning} |`)),
    '',
  ];
}
