import type { Facts } from './facts.ts';
import { type Judged, judge } from './judged.ts';

const scraped = judge('MetricsScraped');
const routed = judge('AlertsRouted');

/** Whether a Prometheus selects the ServiceMonitor: the most common cause of missing data. */
export function metricsCondition({ plan, scraping }: Facts): Judged {
  if (!plan.monitor.spec.monitoring.serviceMonitor.enabled)
    return scraped.no('Disabled', 'spec.monitoring.serviceMonitor.enabled is false');
  if (!scraping.hasServiceMonitor)
    return scraped.no('ServiceMonitorMissing', 'the cluster has no ServiceMonitor resource (monitoring.coreos.com/v1)');
  if (!scraping.mayReadPrometheuses) return scraped.unknown('NotAllowed', 'the operator may not read Prometheus resources');
  if (scraping.selectedBy.length > 0) return scraped.yes('Selected', `selected by Prometheus ${scraping.selectedBy.join(', ')}`);
  if (!scraping.seesAllNamespaces)
    return scraped.unknown('NotAllowed', 'no Prometheus of the watched namespaces selects it; other namespaces are not known');
  if (scraping.selectors.length === 0) return scraped.no('NoPrometheus', 'no Prometheus resource exists');
  return scraped.no('NotSelected', `no Prometheus selects the ServiceMonitor; they select ${scraping.selectors.join('; ')}`);
}

/** Whether the receivers reach Alertmanager; no condition without receivers. */
export function alertsConditions({ plan, hasAlertmanagerConfig }: Facts): Judged[] {
  if ((plan.monitor.spec.alerts.receivers ?? []).length === 0) return [];
  if (hasAlertmanagerConfig) return [routed.yes('Routed', 'an AlertmanagerConfig holds the receivers')];
  return [routed.no('AlertmanagerConfigMissing', 'the cluster has no AlertmanagerConfig resource (monitoring.coreos.com/v1alpha1)')];
}
