/** How alerts are grouped, and how soon and how often they are told; the same in a cluster and on one machine. */
export const alertRouting = {
  /** One message for each monitor and alert. */
  groupBy: ['namespace', 'modelmonitor', 'alertname'],
  groupWait: '30s',
  groupInterval: '5m',
  /** What is not critical is looked at in working hours: it is told to Slack and e-mail, and pages nobody. */
  other: { receiver: 'told', repeatInterval: '12h' },
  critical: { receiver: 'paged', repeatInterval: '4h' },
} as const;
