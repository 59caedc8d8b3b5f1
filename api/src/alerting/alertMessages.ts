/**
 * Texts of the notifications, as templates of Alertmanager. They are written into each receiver, since an AlertmanagerConfig cannot contain
 * template files.
 */
export interface AlertMessages {
  /** One line: severity, alert, monitor. */
  readonly title: string;
  /** Plain text: every firing and resolved alert of the group with its values, and the runbook. */
  readonly text: string;
  /** The same as HTML, for e-mail. */
  readonly html: string;
  /** Slack's name of a colour. */
  readonly color: string;
}

const where = '{{ .CommonLabels.namespace }}{{ with .CommonLabels.modelmonitor }}/{{ . }}{{ end }}';

export const alertMessages: AlertMessages = {
  title: `{{ if eq .Status "firing" }}{{ .CommonLabels.severity | toUpper }}{{ else }}RESOLVED{{ end }}: {{ .CommonLabels.alertname }} in ${where}`,
  text: [
    '{{ .CommonAnnotations.summary }}',
    '{{ range .Alerts.Firing }}- {{ .Annotations.description }}',
    '{{ end }}{{ range .Alerts.Resolved }}- ended: {{ .Annotations.description }}',
    '{{ end }}Runbook: {{ .CommonAnnotations.runbook_url }}',
  ].join('\n'),
  html: [
    '<h2 style="font-family:sans-serif">{{ .CommonLabels.alertname }}</h2>',
    `<p style="font-family:sans-serif">{{ .CommonAnnotations.summary }} <b>${where}</b></p>`,
    '<ul style="font-family:sans-serif">',
    '{{ range .Alerts.Firing }}<li>{{ .Annotations.description }} Since {{ .StartsAt.UTC.Format "2006-01-02 15:04" }} UTC.</li>',
    '{{ end }}{{ range .Alerts.Resolved }}<li>Ended {{ .EndsAt.UTC.Format "2006-01-02 15:04" }} UTC: {{ .Annotations.description }}</li>',
    '{{ end }}</ul>',
    '<p style="font-family:sans-serif">Runbook: {{ .CommonAnnotations.runbook_url }}</p>',
  ].join('\n'),
  color: '{{ if ne .Status "firing" }}good{{ else if eq .CommonLabels.severity "critical" }}danger{{ else }}warning{{ end }}',
};
