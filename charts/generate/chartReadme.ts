import { type ChartValue, membersOf } from './chartValue.ts';
import { chartValues } from './chartValues.ts';

const opening = `# The ModelMonitor chart

Installs the ModelMonitor operator. With it, one \`ModelMonitor\` resource serves a model, measures it and checks it for drift. Requires Kubernetes 1.30 or newer and Helm 3 or 4.

\`\`\`sh
helm install modelmonitor charts/modelmonitor --namespace modelmonitor --create-namespace \\
  --set serviceMonitor.labels.release=kube-prometheus-stack --set prometheusRule.labels.release=kube-prometheus-stack
helm test modelmonitor --namespace modelmonitor
kubectl apply -f examples/wine
\`\`\`

## With kube-prometheus-stack

Install the two releases in any order. kube-prometheus-stack selects ServiceMonitors and PrometheusRules in every namespace by the label \`release\`. Set it on both, as above;
the operator sets \`serviceMonitor.labels\` on the ServiceMonitor of every monitor too, where \`spec.monitoring.serviceMonitor.labels\` adds or overrides labels. Its Grafana finds the
dashboards by the label \`grafana_dashboard\`; to put them in a folder, set \`grafana.sidecar.dashboards.folderAnnotation=grafana_folder\` and
\`grafana.sidecar.dashboards.provider.foldersFromFilesStructure=true\` in its values. If the Prometheus operator is installed later, run \`helm upgrade\` to add the ServiceMonitor and
the PrometheusRule of this chart; the operator checks every 15 seconds which kinds the cluster has.

## The CustomResourceDefinition

The chart installs it, and upgrades it where it belongs to the release. One that kubectl, Argo CD or another release manages stays as it is: the notes name its owner and, if it differs, how to hand it over
([docs/install.md](../../docs/install.md#the-customresourcedefinition)). With \`crds.keep\` it and every monitor survive \`helm uninstall\`. For GitOps, set \`crds.enabled=false\` and run
\`kubectl apply --server-side -f crds/\`.

## Permissions

With \`operator.watchNamespaces\` the operator gets Roles in those namespaces and no ClusterRole; set \`rbac.aggregate=false\` too if the release must not create any ClusterRole. In both
modes the operator cannot read Secrets.

A ValidatingAdmissionPolicy rejects changes that add a Secret to a ModelMonitor unless their author may \`get\` that Secret or create pods in the namespace. What Argo CD or Flux applies is judged by
their account. The policy applies to the managed namespaces; \`admissionPolicy.enabled=false\` leaves it out, for a release that may create nothing outside namespaces (then the author of a ModelMonitor can use any
Secret of the namespace; see [docs/security.md](../../docs/security.md)).

## Values

Generated from \`charts/generate/chartValues.ts\` by \`npm run generate\`.
`;

/** The text of the chart's README. */
export function chartReadme(): string {
  return [opening, '| value | default | description |', '| --- | --- | --- |', ...rowsOf(chartValues, ''), ''].join('\n');
}

function rowsOf(group: ChartValue, path: string): string[] {
  return Object.entries(membersOf(group) ?? {}).flatMap(([name, value]) =>
    membersOf(value) === undefined
      ? [`| \`${path}${name}\` | \`${JSON.stringify(value.default)}\` | ${value.description}${choices(value)} |`]
      : rowsOf(value, `${path}${name}.`),
  );
}

function choices({ enum: words }: ChartValue): string {
  return words === undefined ? '' : ` One of ${words.map((word) => `\`${word}\``).join(', ')}.`;
}
