import type { Facts } from './facts.ts';
import { type Judged, judge } from './judged.ts';

const scraped = judge('MetricsScraped');
const loaded = judge('RulesLoaded');
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

/** Whether a Prometheus loads the rules, without which no alert can fire; no condition where the chart installs none. */
export function rulesConditions({ rules }: Facts): Judged[] {
  if (rules === undefined) return [];
  const { name, selectedBy, selectors } = rules;
  if (!rules.hasPrometheusRule)
    return [loaded.no('PrometheusRuleMissing', 'the cluster has no PrometheusRule resource (monitoring.coreos.com/v1)')];
  if (!rules.mayRead) return [loaded.unknown('NotAllowed', 'the operator may not read PrometheusRules and Prometheus resources')];
  if (!rules.found) return [loaded.no('PrometheusRuleMissing', `the PrometheusRule ${name} does not exist`)];
  if (rules.rejected !== undefined) return [loaded.no('Rejected', `the Prometheus operator rejected ${name}: ${rules.rejected}`)];
  if (selectedBy.length > 0) return [loaded.yes('Selected', `${name} is selected by Prometheus ${selectedBy.join(', ')}`)];
  if (!rules.seesAllNamespaces)
    return [loaded.unknown('NotAllowed', `no Prometheus of the watched namespaces selects ${name}; other namespaces are not known`)];
  if (selectors.length === 0) return [loaded.no('NoPrometheus', 'no Prometheus resource exists')];
  return [loaded.no('NotSelected', `no Prometheus selects the PrometheusRule ${name}; they select ${selectors.join('; ')}`)];
}

/** Whether the receivers reach Alertmanager; no condition without receivers. */
export function alertsConditions({ plan, routing, previous }: Facts): Judged[] {
  if ((plan.monitor.spec.alerts.receivers ?? []).length === 0) return [];
  return [
    !routing.hasAlertmanagerConfig
      ? routed.no('AlertmanagerConfigMissing', 'the cluster has no AlertmanagerConfig resource (monitoring.coreos.com/v1alpha1)')
      : (selectionProblem(routing) ?? acceptance({ routing, previous })),
  ];
}

function selectionProblem({ hasAlertmanager, mayRead, seesAllNamespaces, selectedBy, selectors }: Facts['routing']): Judged | undefined {
  if (!mayRead) return routed.unknown('NotAllowed', 'the operator may not read Alertmanager resources');
  if (selectedBy.length > 0) return undefined;
  if (hasAlertmanager && !seesAllNamespaces)
    return routed.unknown('NotAllowed', 'no Alertmanager of the watched namespaces selects it; other namespaces are not known');
  if (selectors.length === 0) return routed.no('NoAlertmanager', 'no Alertmanager resource exists');
  return routed.no('NotSelected', `no Alertmanager selects the AlertmanagerConfig; they select ${selectors.join('; ')}`);
}

/** What the Prometheus operator has made of the AlertmanagerConfig, as far as it reports that. */
function acceptance({ routing, previous }: Pick<Facts, 'routing' | 'previous'>): Judged {
  const { selectedBy, rejected, withdrawn, lacksMailServer, problem, isReported, isSettled } = routing;
  const managers = selectedBy.join(', ');
  if (rejected !== undefined) return routed.no('Rejected', `the Prometheus operator rejected the AlertmanagerConfig: ${rejected}`);
  if (withdrawn !== undefined) return routed.no('Withdrawn', withdrawn);
  if (lacksMailServer)
    return routed.no(
      'NoMailServer',
      `Alertmanager ${managers} has no mail server of its own: set smtp_smarthost and smtp_from there, or smarthost and from of the receiver; e-mail is left out, as it would break the whole configuration`,
    );
  if (problem !== undefined)
    return routed.no('AlertmanagerFailing', `the configuration of an Alertmanager cannot be generated: ${problem}`);
  if (!isReported)
    return routed.unknown('NotReported', `selected by Alertmanager ${managers}; the Prometheus operator reports nothing about it`);
  const before = previous.conditions?.find(({ type }) => type === 'AlertsRouted');
  if (isSettled) return routed.yes('Routed', `selected by Alertmanager ${managers}, and not rejected`);
  // A new version of an accepted configuration is accepted as a rule: nothing is reported until that turns out to be wrong.
  if (before?.reason === 'Routed') return routed.yes('Routed', before.message);
  if (before?.reason === 'Rejected') return routed.no('Rejected', before.message);
  return routed.unknown('Pending', `selected by Alertmanager ${managers}; whether it is accepted is not known yet`);
}
