import type { InvalidSample } from './sample.ts';

/** Receivers of alerts that break a rule. */
export const receiverRuleSamples: readonly InvalidSample[] = [
  {
    name: 'a receiver without an address',
    changes: { 'spec.alerts.receivers': [{}] },
    path: 'spec.alerts.receivers[0]',
    message: 'expected exactly one of slack, email, pagerDuty',
  },
  {
    name: 'a mail server without a sender',
    changes: { 'spec.alerts.receivers': [{ email: { to: 'a@example.com', smarthost: 'mail:25' } }] },
    path: 'spec.alerts.receivers[0].email',
    message: 'expected from beside smarthost',
  },
  {
    name: 'credentials without the mail server that they are for',
    changes: { 'spec.alerts.receivers': [{ email: { to: 'a@example.com', username: 'a' } }] },
    path: 'spec.alerts.receivers[0].email',
    message: 'expected smarthost beside username and secretRef',
  },
];
