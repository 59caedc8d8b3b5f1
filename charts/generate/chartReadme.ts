import { type ChartValue, chartValues } from './chartValues.ts';

const opening = `# The ModelMonitor chart

Installs the operator: with it, one \`ModelMonitor\` resource gives a team a served, measured and drift-checked model. Kubernetes 1.30 or newer; Helm 3 or 4.

\`\`\`sh
helm install modelmonitor charts/modelmonitor --namespace modelmonitor --create-namespace \\
  --set serviceMonitor.labels.release=kube-prometheus-stack --set prometheusRule.labels.release=kube-prometheus-stack
helm test modelmonitor --namespace modelmonitor
kubectl apply -f examples/wine
\`\`\`

## Beside kube-prometheus-stack

Two releases, in any order. kube-prometheus-stack selects ServiceMonitors and PrometheusRules of every namespace by the label \`release\`, so give it to both, as
above, and to each monitor (\`spec.monitoring.serviceMonitor.labels\`). Its Grafana finds the dashboards by \`grafana_dashboard\`; the folder needs
\`grafana.sidecar.dashboards.folderAnnotation=grafana_folder\` and \`provider.foldersFromFilesStructure=true\` there. Where the Prometheus operator comes later, its kinds are
left out until \`helm upgrade\`; the operator itself finds them within seconds.

## The definition of ModelMonitor

A template of the chart, so that \`helm upgrade\` upgrades it. With \`crds.keep\` it stays, with every monitor, when the release is uninstalled. For GitOps: \`crds.enabled=false\` and
\`kubectl apply --server-side -f crds/\`.

## Rights

With \`operator.watchNamespaces\` the operator gets Roles in those namespaces and no ClusterRole (set \`rbac.aggregate=false\` as well to make none at all). It may not read Secrets in either
mode.

## Values

Generated from \`charts/generate/chartValues.ts\` by \`npm run generate\`.
`;

/** The text of the chart's README. */
export function chartReadme(): string {
  return [opening, '| value | default | what it is |', '| --- | --- | --- |', ...rowsOf(chartValues, ''), ''].join('\n');
}

function rowsOf({ properties = {} }: ChartValue, path: string): string[] {
  return Object.entries(properties).flatMap(([name, value]) =>
    value.properties === undefined
      ? [`| \`${path}${name}\` | \`${JSON.stringify(value.default)}\` | ${value.description}${choices(value)} |`]
      : rowsOf(value, `${path}${name}.`),
  );
}

function choices({ enum: words }: ChartValue): string {
  return words === undefined ? '' : ` One of ${words.map((word) => `\`${word}\``).join(', ')}.`;
}
