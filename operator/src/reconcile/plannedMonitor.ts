import { type Plan, planFor, type Validate } from '@modelmonitor/api';
import { watchedTypes } from '../caches/cachedKinds.ts';
import type { MonitorItem } from '../caches/items.ts';

/**
 * The plan of a monitor, or what is wrong with its resource. The API server judged it already, but perhaps by an older schema.
 */
export function plannedMonitor(validate: Validate, { name, namespace, spec }: MonitorItem): Plan | string {
  const { apiVersion, kind } = watchedTypes.monitor;
  const { monitor, problems } = validate({ apiVersion, kind, metadata: { name, namespace }, spec });
  if (monitor !== undefined) return planFor(monitor);
  return problems.map(({ path, message }) => `${path} ${message}`).join('; ');
}
