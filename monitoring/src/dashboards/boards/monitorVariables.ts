import { driftMetrics } from '@modelmonitor/api';
import type { Variable } from '../panel.ts';

/** Exported for every monitor, in a cluster and without. */
const ofEveryMonitor = driftMetrics.alertDriftShare.name;

/** Namespaces that have monitors. */
export function namespaceVariable(many: boolean): Variable {
  return { name: 'namespace', label: 'Namespace', query: `label_values(${ofEveryMonitor}, namespace)`, many };
}

/** The namespace, and the monitors in it. */
export function monitorVariables(many: boolean): readonly Variable[] {
  const query = `label_values(${ofEveryMonitor}{namespace=~"$namespace"}, modelmonitor)`;
  return [namespaceVariable(many), { name: 'modelmonitor', label: 'Monitor', query, many }];
}
