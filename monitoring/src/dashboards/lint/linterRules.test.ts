import { type GrafanaDashboard, grafanaDashboards } from './grafanaDashboard.ts';
import { linterRules } from './linterRules.ts';

const dashboards = grafanaDashboards();
const rules = Object.keys(linterRules);

describe.each(dashboards)('$title', (dashboard) => {
  test.each(rules)('%s', (rule) => {
    expect(linterRules[rule]?.(dashboard)).toEqual([]);
  });
});

/** The fleet dashboard with a text replaced everywhere. */
function changeDashboard(found: string | RegExp, replacement: string): GrafanaDashboard {
  const text = JSON.stringify(dashboards[0]);
  const changed = text.replaceAll(typeof found === 'string' ? found : new RegExp(found, 'g'), replacement);
  expect(changed).not.toBe(text);
  return JSON.parse(changed) as GrafanaDashboard;
}

test.each([
  { rule: 'template-datasource-rule', found: '"name":"datasource"', replacement: '"name":"prom"' },
  { rule: 'template-job-rule', found: '"label":"Job"', replacement: '"label":"Jobs"' },
  { rule: 'template-instance-rule', found: '"allValue":".+"', replacement: '"allValue":".*"' },
  { rule: 'template-label-promql-rule', found: 'label_values(up{', replacement: 'label_values(up{{' },
  { rule: 'template-on-time-change-reload-rule', found: '"refresh":2', replacement: '"refresh":1' },
  { rule: 'panel-datasource-rule', found: '$datasource', replacement: 'prometheus' },
  { rule: 'panel-title-description-rule', found: /"description":"[^"]*"/, replacement: '"description":""' },
  { rule: 'panel-units-rule', found: '"unit":"cpm"', replacement: '"unit":"rows per minute"' },
  { rule: 'panel-no-targets-rule', found: '"targets":', replacement: '"goals":' },
  { rule: 'target-logql-rule', found: '"type":"prometheus"', replacement: '"type":"loki"' },
  { rule: 'target-logql-auto-rule', found: '"type":"prometheus"', replacement: '"type":"loki"' },
  { rule: 'target-promql-rule', found: 'sum by (', replacement: 'sum by by (' },
  { rule: 'target-rate-interval-rule', found: '[$__rate_interval]', replacement: '[5m]' },
  { rule: 'target-job-rule', found: 'job=~\\"$job\\", ', replacement: '' },
  { rule: 'target-instance-rule', found: 'instance=~\\"$instance\\"', replacement: 'instance=\\"$instance\\"' },
  { rule: 'target-counter-agg-rule', found: /rate\((modelmonitor_predictions_total.*?)\[\$__rate_interval\]\)/, replacement: 'abs($1)' },
  { rule: 'uneditable-dashboard', found: '"editable":false', replacement: '"editable":true' },
])('$rule reports a violation', ({ rule, found, replacement }) => {
  expect(linterRules[rule]?.(changeDashboard(found, replacement))).not.toEqual([]);
});
