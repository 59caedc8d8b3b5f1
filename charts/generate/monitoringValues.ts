import { alerts } from '@modelmonitor/monitoring';
import { type ChartValue, flag, group, kubernetes, text, texts, word } from './chartValue.ts';

const renderMode = word('What to do if the cluster does not have the kind (yet).', ['skipIfMissing', 'failIfMissing', 'alwaysRender']);

const alertSettings: ChartValue = {
  type: 'object',
  additionalProperties: false,
  // By name, because Helm reports a wrong path for a name that a pattern or a list refuses.
  properties: Object.fromEntries(alerts.map(({ name }) => [name, { $ref: '#/properties/prometheusRule/properties/alerts/$defs/alert' }])),
  $defs: {
    alert: {
      type: 'object',
      additionalProperties: false,
      properties: {
        enabled: { type: 'boolean' },
        for: { type: 'string', pattern: '^([0-9]+(ms|[smhdwy]))+$' },
        labels: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
  description:
    'Changes of alerts by their names (docs/alerts.md): enabled, for (how long before it fires), labels (severity too), such as PredictorDown: { for: 5m }.',
  default: {},
};

export const serviceMonitorValues = group('ServiceMonitors: that of the operator, and those of the monitors.', {
  enabled: flag('Create it.', true),
  renderMode,
  namespace: text('Namespace of it; that of the other objects when empty.'),
  interval: text('Scrape interval.', '15s'),
  scrapeTimeout: text('Scrape timeout; that of Prometheus when empty.'),
  labels: texts(
    'Labels by which Prometheus selects this ServiceMonitor and those of all monitors, such as release: kube-prometheus-stack.',
  ),
  annotations: texts('Annotations of it.'),
  relabelings: kubernetes('Relabelings of targets, before a scrape.', []),
  metricRelabelings: kubernetes('Relabelings of series, after a scrape.', []),
  scope: word(
    'One ServiceMonitor per monitor, or one per namespace for the monitors without scrape settings of their own: less work for Prometheus and its operator.',
    ['namespace', 'monitor'],
  ),
});

export const prometheusRuleValues = group('Recording rules and alerts for every monitor.', {
  enabled: flag('Install them.', true),
  renderMode,
  namespace: text('Namespace of the PrometheusRule; that of the other objects when empty.'),
  labels: texts('Labels by which Prometheus selects them, such as release: kube-prometheus-stack.'),
  annotations: texts('Annotations.'),
  runbookUrl: text(
    'URL of the runbooks; the chart appends # and the name of the alert. docs/alerts.md below the home of the chart when empty.',
  ),
  ruleLabels: texts('Labels of every alert.'),
  alerts: alertSettings,
  additionalGroups: kubernetes('Additional groups of rules.', []),
});

export const dashboardsValues = group("Grafana dashboards, as ConfigMaps for Grafana's sidecar.", {
  enabled: flag('Install them.', true),
  namespace: text('Namespace of the ConfigMaps; that of the other objects when empty.'),
  labels: texts('Labels by which the sidecar finds the dashboards.', { grafana_dashboard: '1' }),
  annotations: texts('Annotations. The folder requires sidecar.dashboards.folderAnnotation: grafana_folder in Grafana.', {
    grafana_folder: 'ModelMonitor',
  }),
});
