import { absenceAlerts } from '../alerts/absenceAlerts.ts';
import type { Alert } from '../alerts/alert.ts';
import { servingAlerts } from '../alerts/alerts.ts';
import { driftAlerts } from '../alerts/driftAlerts.ts';
import { objectiveAlerts } from '../alerts/objectiveAlerts.ts';
import { operatorAlerts } from '../alerts/operatorAlerts.ts';
import { readinessAlerts } from '../alerts/readinessAlerts.ts';
import { driftRecords } from './driftRecords.ts';
import { objectiveRecords } from './objectiveRecords.ts';
import type { RecordingRule } from './recordingRule.ts';
import { servingRecords } from './servingRecords.ts';

/** Rules that are evaluated in order: recorded series before the alerts that read them. */
export interface RuleGroup {
  readonly name: string;
  readonly records: readonly RecordingRule[];
  readonly alerts: readonly Alert[];
  /** Whether the group is of clusters only: on one machine there is no operator to miss. */
  readonly needsOperator?: true;
}

export const ruleGroups: readonly RuleGroup[] = [
  { name: 'modelmonitor-serving', records: servingRecords, alerts: servingAlerts },
  { name: 'modelmonitor-objectives', records: objectiveRecords, alerts: objectiveAlerts },
  { name: 'modelmonitor-drift', records: driftRecords, alerts: driftAlerts },
  { name: 'modelmonitor-operator', records: [], alerts: [...readinessAlerts, ...operatorAlerts] },
  { name: 'modelmonitor-absence', records: [], alerts: absenceAlerts, needsOperator: true },
];

/** Address of the runbooks; the chart replaces it by a configured URL. */
const runbooks = 'docs/alerts.md';

/** Address of an alert's runbook. */
export function runbookUrl(name: string): string {
  return `${runbooks}#${name.toLowerCase()}`;
}

/**
 * The rules as Prometheus reads them from a file, and as the spec of a PrometheusRule.
 *
 * @param place a cluster with an operator, or one machine
 */
export function ruleFile(place: 'cluster' | 'machine'): object {
  const groups = ruleGroups.filter(({ needsOperator = false }) => place === 'cluster' || !needsOperator);
  return {
    groups: groups.map(({ name, records, alerts }) => ({
      name,
      rules: [...records.map(({ record, expression }) => ({ record, expr: expression })), ...alerts.flatMap(alertingRules)],
    })),
  };
}

function alertingRules({ name, rules, summary, description }: Alert): object[] {
  return rules.map((rule) => ({
    alert: name,
    expr: rule.expression,
    ...(rule.for === undefined ? {} : { for: rule.for }),
    ...(rule.keepFiringFor === undefined ? {} : { keep_firing_for: rule.keepFiringFor }),
    labels: { severity: rule.severity, ...rule.labels },
    annotations: {
      summary,
      description: typeof description === 'string' ? description : description(rule),
      runbook_url: runbookUrl(name),
    },
  }));
}
