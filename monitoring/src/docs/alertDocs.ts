import { inhibitions } from '@modelmonitor/api';
import type { Alert, Look } from '../alerts/alert.ts';
import { alerts } from '../alerts/alerts.ts';
import { ruleGroups } from '../rules/ruleFile.ts';

/** The text of docs/alerts.md: a section for each alert, called as the alert is. */
export function alertDocs(): string {
  return [
    '# Alerts',
    '',
    'Generated from `monitoring/src/alerts` by `npm run generate`; do not edit. The rules are in `monitoring/generated/rules.yaml`; the chart and',
    '`docker-compose.yml` install them. One set of rules serves every monitor: thresholds are gauges that each monitor exports of its own resource.',
    '',
    'Every alert carries `namespace`, `severity` and, where it is about one, `modelmonitor`. critical pages; warning is for working hours. The',
    'commands and queries below are for a monitor `wine` in the namespace `default`, and an operator in the namespace `modelmonitor`.',
    '',
    '| alert | severity | says |',
    '| --- | --- | --- |',
    ...alerts.map(
      ({ name, rules, summary }) =>
        `| [${name}](#${name.toLowerCase()}) | ${[...new Set(rules.map(({ severity }) => severity))].join(', ')} | ${summary} |`,
    ),
    '',
    ...alerts.flatMap(section),
    ...mutedSection(),
    ...recordSection(),
  ].join('\n');
}

function section({ name, rules, runbook: { meaning, impact, look, mend } }: Alert): string[] {
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
    '**Look.**',
    '',
    ...look.flatMap(lookLines),
    '**Mend.**',
    '',
    ...mend.map((line) => `- ${line}`),
    '',
  ];
}

function lookLines(look: Look): string[] {
  return [...(look.say === '' ? [] : [look.say, '']), ...('promql' in look ? code('promql', look.promql) : code('sh', look.shell))];
}

function code(language: string, text: string): string[] {
  return [`\`\`\`${language}`, text, '```', ''];
}

function mutedSection(): string[] {
  return [
    '## What mutes what',
    '',
    'While one of the first fires for a monitor, Alertmanager does not tell the second of the same monitor.',
    '',
    ...inhibitions.map(({ by, mutes, why }) => `- ${by.join(' and ')} mute${by.length === 1 ? 's' : ''} ${mutes.join(', ')}: ${why}.`),
    '- Of one alert, critical mutes warning.',
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
