import { driftMetrics, predictorMetrics } from '@modelmonitor/api';
import type { Variable } from '../panel.ts';

/** Gauges that every monitor has: one from its drift checks, one from its predictor. Either may be missing. */
export const gaugesOfMonitors = [driftMetrics.alertDriftShare.name, predictorMetrics.objectiveRatio.name] as const;

const selector = (more = '') => `{__name__=~"${gaugesOfMonitors.join('|')}"${more}}`;

/** Namespaces that have monitors. */
export function namespaceVariable(many: boolean): Variable {
  return { name: 'namespace', label: 'Namespace', query: `label_values(${selector()}, namespace)`, many };
}

/** The namespace, and the monitors in it. */
export function monitorVariables(many: boolean): readonly Variable[] {
  const query = `label_values(${selector(', namespace=~"$namespace"')}, modelmonitor)`;
  return [namespaceVariable(many), { name: 'modelmonitor', label: 'Monitor', query, many }];
}
