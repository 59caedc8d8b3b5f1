import { alertMessages, alertRouting, type Inhibition, inhibitionEqual, inhibitions } from '@modelmonitor/api';

/** Folder of the secrets in docker-compose.yml. */
const secrets = '/run/secrets';

const { title, text, html, color } = alertMessages;

const slack = { send_resolved: true, api_url_file: `${secrets}/slack-url`, title, text, color };

const email = { send_resolved: true, to: 'models@example.org', headers: { Subject: title }, html, text };

const pagerDuty = {
  send_resolved: true,
  routing_key_file: `${secrets}/pagerduty-key`,
  description: title,
  severity: '{{ .CommonLabels.severity }}',
  class: '{{ .CommonLabels.alertname }}',
  component: '{{ .CommonLabels.modelmonitor }}',
  group: '{{ .CommonLabels.namespace }}',
  details: { text },
};

/**
 * Alertmanager's configuration for one machine: the same routing tree that the operator creates for each monitor as an AlertmanagerConfig.
 * Secrets are read from files; the e-mail addresses are examples.
 */
export function alertmanagerFile(): object {
  const { groupBy, groupWait, groupInterval, other, critical } = alertRouting;
  return {
    global: {
      smtp_smarthost: 'mail.example.org:587',
      smtp_from: 'alertmanager@example.org',
      smtp_auth_username: 'alertmanager@example.org',
      smtp_auth_password_file: `${secrets}/smtp-password`,
    },
    route: {
      receiver: other.receiver,
      group_by: groupBy,
      group_wait: groupWait,
      group_interval: groupInterval,
      repeat_interval: other.repeatInterval,
      routes: [{ matchers: ['severity="critical"'], receiver: critical.receiver, repeat_interval: critical.repeatInterval }],
    },
    receivers: [
      { name: other.receiver, slack_configs: [slack], email_configs: [email] },
      { name: critical.receiver, slack_configs: [slack], email_configs: [email], pagerduty_configs: [pagerDuty] },
    ],
    inhibit_rules: [
      ...inhibitions.map(inhibitRule),
      { source_matchers: ['severity="critical"'], target_matchers: ['severity="warning"'], equal: [...inhibitionEqual, 'alertname'] },
    ],
  };
}

function inhibitRule({ by, mutes }: Inhibition): object {
  return {
    source_matchers: [`alertname=~"${by.join('|')}"`],
    target_matchers: [`alertname=~"${mutes.join('|')}"`],
    equal: inhibitionEqual,
  };
}
