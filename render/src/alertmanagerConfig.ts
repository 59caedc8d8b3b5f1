import { alertMessages, alertRouting, type Inhibition, inhibitionEqual, inhibitions, type ModelMonitor } from '@modelmonitor/api';
import { type Child, child, type Rendering } from './child.ts';
import type { RenderContext } from './renderContext.ts';

type Receiver = NonNullable<ModelMonitor['spec']['alerts']['receivers']>[number];

interface Matcher {
  readonly name: string;
  readonly value: string;
  readonly matchType: '=' | '=~';
}

/** Annotation that is changed to have a rejected AlertmanagerConfig checked again, for example after its Secret was created. */
const checkAnnotation = 'modelmonitor.dev/checked';

const { title, text, html, color } = alertMessages;

/**
 * AlertmanagerConfig, when there are receivers and the cluster has the kind. Secrets are named, never read. The Prometheus operator adds a
 * matcher for the namespace to the route and to both sides of each inhibition.
 */
export function alertmanagerConfig(rendering: Rendering): Child[] {
  const { plan, context } = rendering;
  // E-mail without a mail server anywhere would break the configuration of the whole Alertmanager.
  const receivers = (plan.monitor.spec.alerts.receivers ?? []).filter(
    ({ email }) => email === undefined || email.smarthost !== undefined || context.hasMailServer !== false,
  );
  if (receivers.length === 0 || !context.has.alertmanagerConfig || context.withoutAlerts === true) return [];
  const { groupBy, groupWait, groupInterval, other, critical } = alertRouting;
  const monitor: Matcher = { name: 'modelmonitor', value: plan.name, matchType: '=' };
  const severity = (value: string): Matcher => ({ name: 'severity', value, matchType: '=' });
  return [
    child('alertmanagerConfig', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      labels: alertmanagerConfigLabels(rendering),
      ...(context.alertsCheck === undefined ? {} : { annotations: { [checkAnnotation]: context.alertsCheck } }),
      fields: {
        spec: {
          route: {
            receiver: other.receiver,
            groupBy,
            groupWait,
            groupInterval,
            repeatInterval: other.repeatInterval,
            matchers: [monitor],
            routes: [{ receiver: critical.receiver, matchers: [severity('critical')], repeatInterval: critical.repeatInterval }],
          },
          receivers: [
            { name: other.receiver, ...configsOf(receivers.filter(({ pagerDuty }) => pagerDuty === undefined)) },
            { name: critical.receiver, ...configsOf(receivers) },
          ],
          inhibitRules: [
            ...inhibitions.map((inhibition) => inhibitRule(inhibition, monitor)),
            {
              sourceMatch: [severity('critical'), monitor],
              targetMatch: [severity('warning'), monitor],
              equal: [...inhibitionEqual, 'alertname'],
            },
          ],
        },
      },
    }),
  ];
}

/** Labels by which an Alertmanager selects the AlertmanagerConfig. */
export function alertmanagerConfigLabels({
  plan,
  context,
}: {
  plan: Rendering['plan'];
  context: Pick<RenderContext, 'alertmanagerConfigLabels'>;
}): Readonly<Record<string, string>> {
  return { ...context.alertmanagerConfigLabels, ...plan.monitor.spec.alerts.labels };
}

/** An inhibition, limited to this monitor. */
function inhibitRule({ by, mutes }: Inhibition, monitor: Matcher): object {
  const alertNames = (names: readonly string[]): Matcher => ({ name: 'alertname', value: names.join('|'), matchType: '=~' });
  return { sourceMatch: [alertNames(by), monitor], targetMatch: [alertNames(mutes), monitor], equal: inhibitionEqual };
}

function configsOf(receivers: readonly Receiver[]): Readonly<Record<string, unknown>> {
  const slackConfigs = receivers.flatMap(({ slack }) => (slack === undefined ? [] : [slackConfig(slack)]));
  const emailConfigs = receivers.flatMap(({ email }) => (email === undefined ? [] : [emailConfig(email)]));
  const pagerdutyConfigs = receivers.flatMap(({ pagerDuty }) => (pagerDuty === undefined ? [] : [pagerDutyConfig(pagerDuty)]));
  return Object.fromEntries(Object.entries({ slackConfigs, emailConfigs, pagerdutyConfigs }).filter(([, configs]) => configs.length > 0));
}

function slackConfig({ secretRef, channel }: NonNullable<Receiver['slack']>): Readonly<Record<string, unknown>> {
  return { sendResolved: true, apiURL: secretRef, ...(channel === undefined ? {} : { channel }), title, text, color };
}

function emailConfig({ to, from, smarthost, username, secretRef }: NonNullable<Receiver['email']>): Readonly<Record<string, unknown>> {
  return {
    sendResolved: true,
    to,
    ...(from === undefined ? {} : { from }),
    ...(smarthost === undefined ? {} : { smarthost }),
    ...(username === undefined ? {} : { authUsername: username }),
    ...(secretRef === undefined ? {} : { authPassword: secretRef }),
    headers: [{ key: 'Subject', value: title }],
    html,
    text,
  };
}

function pagerDutyConfig({ secretRef }: NonNullable<Receiver['pagerDuty']>): Readonly<Record<string, unknown>> {
  return {
    sendResolved: true,
    routingKey: secretRef,
    description: title,
    severity: '{{ .CommonLabels.severity }}',
    class: '{{ .CommonLabels.alertname }}',
    component: '{{ .CommonLabels.modelmonitor }}',
    group: '{{ .CommonLabels.namespace }}',
    details: [{ key: 'text', value: text }],
  };
}
