import type { ModelMonitor } from '@modelmonitor/api';
import { type Child, child, type Rendering } from './child.ts';

type Receiver = NonNullable<ModelMonitor['spec']['alerts']['receivers']>[number];

const receiverName = 'modelmonitor';

/** AlertmanagerConfig, when there are receivers and the cluster knows the kind. Secrets are named, never read. */
export function alertmanagerConfig(rendering: Rendering): Child[] {
  const { plan, context } = rendering;
  const receivers = plan.monitor.spec.alerts.receivers ?? [];
  if (receivers.length === 0 || !context.has.alertmanagerConfig) return [];
  return [
    child('alertmanagerConfig', rendering, {
      name: plan.names.predictor,
      component: 'predictor',
      fields: {
        spec: {
          route: {
            receiver: receiverName,
            groupBy: ['alertname', 'modelmonitor'],
            groupWait: '30s',
            groupInterval: '5m',
            repeatInterval: '4h',
            matchers: [{ name: 'modelmonitor', value: plan.name, matchType: '=' }],
          },
          receivers: [{ name: receiverName, ...configsOf(receivers) }],
        },
      },
    }),
  ];
}

function configsOf(receivers: readonly Receiver[]): Readonly<Record<string, unknown>> {
  const slackConfigs = receivers.flatMap(({ slack }) => (slack === undefined ? [] : [slackConfig(slack)]));
  const emailConfigs = receivers.flatMap(({ email }) => (email === undefined ? [] : [emailConfig(email)]));
  const pagerdutyConfigs = receivers.flatMap(({ pagerDuty }) =>
    pagerDuty === undefined ? [] : [{ sendResolved: true, routingKey: pagerDuty.secretRef }],
  );
  return Object.fromEntries(Object.entries({ slackConfigs, emailConfigs, pagerdutyConfigs }).filter(([, configs]) => configs.length > 0));
}

function slackConfig({ secretRef, channel }: NonNullable<Receiver['slack']>): Readonly<Record<string, unknown>> {
  return { sendResolved: true, apiURL: secretRef, ...(channel === undefined ? {} : { channel }) };
}

function emailConfig({ to, from, smarthost, username, secretRef }: NonNullable<Receiver['email']>): Readonly<Record<string, unknown>> {
  return {
    sendResolved: true,
    to,
    from,
    smarthost,
    ...(username === undefined ? {} : { authUsername: username }),
    ...(secretRef === undefined ? {} : { authPassword: secretRef }),
  };
}
