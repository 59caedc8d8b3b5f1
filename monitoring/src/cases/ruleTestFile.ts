import type { Alert } from '../alerts/alert.ts';
import { alerts } from '../alerts/alerts.ts';
import { runbookUrl } from '../rules/ruleFile.ts';
import type { AlertCase, AlertCases } from './alertCase.ts';
import { alertCases } from './alertCases.ts';
import { type RecordCase, recordCases } from './recordCases.ts';

/** Names of the kinds of cases. */
const kinds = {
  firing: 'fires',
  notFiring: 'does not fire',
  boundary: 'at its threshold',
  noData: 'without data',
  recovery: 'ends',
} as const satisfies Partial<Record<keyof AlertCases, string>>;

/** Evaluation interval: cases of many days use the longer one. */
export type Pace = '1m' | '10m';

/**
 * The cases with an evaluation interval, as input of `promtool test rules`.
 *
 * @param rules path of the rule file, relative to the test file
 */
export function ruleTestFile(rules: string, pace: Pace): object {
  return {
    rule_files: [rules],
    evaluation_interval: pace,
    fuzzy_compare: true,
    tests: [
      ...(pace === '1m' ? recordCases.map(recordTest) : []),
      ...alerts.flatMap((alert) => {
        const shown = alertCases[alert.name];
        if (shown === undefined || (shown.evaluatedEvery ?? '1m') !== pace) return [];
        return Object.entries(kinds).map(([kind, words]) => alertTest(alert, words, shown[kind as keyof typeof kinds]));
      }),
    ],
  };
}

function alertTest({ name, summary }: Alert, words: string, { series, checks }: AlertCase): object {
  return {
    name: `${name} ${words}`,
    interval: '1m',
    input_series: inputs(series),
    alert_rule_test: checks.map(({ at, alerts: expected }) => ({
      eval_time: at,
      alertname: name,
      exp_alerts: expected.map(({ labels, description }) => ({
        exp_labels: labels,
        exp_annotations: { summary, description, runbook_url: runbookUrl(name) },
      })),
    })),
  };
}

function recordTest({ name, series, at, samples }: RecordCase): object {
  return {
    name,
    interval: '1m',
    input_series: inputs(series),
    promql_expr_test: Object.entries(samples).map(([record, expected]) => ({
      expr: record,
      eval_time: at,
      exp_samples: expected.map(([labels, value]) => ({ labels: `${record}{namespace="models", ${labels}}`, value })),
    })),
  };
}

function inputs(series: Readonly<Record<string, string>>): object[] {
  return Object.entries(series).map(([selector, values]) => ({ series: selector, values }));
}
