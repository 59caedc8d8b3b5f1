/** How alerts are grouped, and how early and how often notifications are sent; the same in a cluster and on one machine. */
export const alertRouting = {
  /** One notification per monitor and alert. */
  groupBy: ['namespace', 'modelmonitor', 'alertname'],
  groupWait: '30s',
  groupInterval: '5m',
  /** What is not critical waits for working hours: it goes to Slack and e-mail, and pages no one. */
  other: { receiver: 'told', repeatInterval: '12h' },
  critical: { receiver: 'paged', repeatInterval: '4h' },
} as const;
