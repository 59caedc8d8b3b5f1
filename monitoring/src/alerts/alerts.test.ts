import { inhibitions } from '@modelmonitor/api';
import { alertCases } from '../cases/alertCases.ts';
import { recordCases } from '../cases/recordCases.ts';
import { alertDocs } from '../docs/alertDocs.ts';
import { foreignSeries, ownSeries } from '../promql/knownSeries.ts';
import { parsePromql } from '../promql/parsePromql.ts';
import { ruleGroups, runbookUrl } from '../rules/ruleFile.ts';
import { alerts } from './alerts.ts';

const names = alerts.map(({ name }) => name);
const records = ruleGroups.flatMap((group) => group.records);
const sections = alertDocs()
  .split('\n')
  .filter((line) => line.startsWith('## '))
  .map((line) => line.slice(3).toLowerCase());

/** All PromQL: rules, and the queries of the runbooks. */
const expressions = [
  ...records.map(({ record, expression }) => ({ name: record, expression })),
  ...alerts.flatMap(({ name, rules, runbook }) => [
    ...rules.map(({ expression }) => ({ name, expression })),
    ...runbook.diagnosis.flatMap((step) => ('promql' in step ? [{ name: `the runbook of ${name}`, expression: step.promql }] : [])),
  ]),
];

test('names are unique, and in camel case', () => {
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[A-Z][A-Za-z]+$/);
});

test.each(alerts)('$name has a runbook at the address in its messages, and all five kinds of cases', ({ name, runbook, rules }) => {
  expect(sections).toContain(runbookUrl(name).split('#')[1]);
  expect(Object.keys(alertCases[name] ?? {})).toEqual(expect.arrayContaining(['firing', 'notFiring', 'boundary', 'noData', 'recovery']));
  for (const part of [runbook.meaning, runbook.impact]) expect(part).toMatch(/^[A-Z].*\.$/);
  expect(runbook.diagnosis.length * runbook.remediation.length).toBeGreaterThan(0);
  // Alertmanager treats two rules of one alert with the same labels as one alert.
  expect(new Set(rules.map(({ severity, labels }) => JSON.stringify([severity, labels]))).size).toBe(rules.length);
});

test('cases exist for exactly the alerts, and fire or not as their names say', () => {
  expect(Object.keys(alertCases).toSorted()).toEqual(names.toSorted());
  const fires = (checks: readonly { alerts: readonly unknown[] }[]) => checks.some(({ alerts: expected }) => expected.length > 0);
  for (const { firing, notFiring, recovery } of Object.values(alertCases)) {
    expect([fires(firing.checks), fires(notFiring.checks), fires(recovery.checks)]).toEqual([true, false, true]);
    expect(recovery.checks.at(-1)?.alerts).toEqual([]);
  }
});

test('every alert has the labels namespace and modelmonitor in every case', () => {
  for (const [name, { firing }] of Object.entries(alertCases))
    for (const { labels } of firing.checks.flatMap((check) => check.alerts)) {
      expect(labels).toMatchObject({ namespace: expect.any(String), severity: expect.stringMatching(/^(critical|warning)$/) });
      if (!name.startsWith('ModelMonitorOperator')) expect(labels['modelmonitor']).toMatch(/./);
    }
});

test('every recorded series has a case and a name of the form level:metric:operations', () => {
  const shown = new Set(recordCases.flatMap(({ samples }) => Object.keys(samples)));
  for (const { record } of records) {
    expect(shown).toContain(record);
    // This name is fixed: dashboards elsewhere read it.
    if (record !== 'model_drift_score') expect(record).toMatch(/^[a-z_]+:[a-z_]+:[a-z0-9_]+$/);
  }
});

test.each(expressions)('$name reads series and labels that exist: $expression', ({ expression }) => {
  const { problems, selectors, groupingLabels } = parsePromql(expression);
  expect(problems).toEqual([]);
  const others = [...Object.values(foreignSeries).flat(), ...records.map(({ record }) => record)];
  const labels = new Set(['modelmonitor', 'namespace', 'job', 'instance', 'pod', 'cluster']);
  for (const { metric, matchers } of selectors) {
    const own = ownSeries.get(metric);
    if (own === undefined) expect(others).toContain(metric);
    else expect(own.labels).toEqual(expect.arrayContaining(matchers.map(({ label }) => label)));
    for (const label of own?.labels ?? ['feature', 'bin']) labels.add(label);
  }
  expect([...labels]).toEqual(expect.arrayContaining([...groupingLabels]));
});

test('a bound of a histogram is never named: Prometheus 3 writes 2 as 2.0', () => {
  const bounds = expressions.flatMap(({ expression }) => parsePromql(expression).selectors.flatMap(({ matchers }) => matchers));
  expect(bounds.filter(({ label }) => label === 'le')).toEqual([]);
});

test('inhibitions name existing alerts', () => {
  for (const { by, mutes } of inhibitions) expect(names).toEqual(expect.arrayContaining([...by, ...mutes]));
});
