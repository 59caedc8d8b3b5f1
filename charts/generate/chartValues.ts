/** A value of the chart: JSON Schema with a default. */
export interface ChartValue {
  readonly type: 'string' | 'boolean' | 'integer' | 'array' | 'object';
  readonly description: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type: string; readonly minimum?: number; readonly maximum?: number };
  readonly properties?: Readonly<Record<string, ChartValue>>;
  readonly additionalProperties?: boolean | { readonly type: string };
}

const text = (description: string, value: string): ChartValue => ({ type: 'string', description, default: value });
const word = (description: string, [value, ...others]: readonly [string, ...string[]]): ChartValue => ({
  type: 'string',
  enum: [value, ...others],
  description,
  default: value,
});
const flag = (description: string, value: boolean): ChartValue => ({ type: 'boolean', description, default: value });
const count = (description: string, value: number, bounds: Pick<ChartValue, 'minimum' | 'maximum'>): ChartValue => ({
  type: 'integer',
  ...bounds,
  description,
  default: value,
});
const list = (description: string): ChartValue => ({ type: 'array', items: { type: 'string' }, description, default: [] });
const texts = (description: string, value: Readonly<Record<string, string>> = {}): ChartValue => ({
  type: 'object',
  additionalProperties: { type: 'string' },
  description,
  default: value,
});
/** A part of a Kubernetes object, which Kubernetes validates. */
const kubernetes = (description: string, value: object): ChartValue => ({
  type: Array.isArray(value) ? 'array' : 'object',
  description,
  default: value,
});
const group = (description: string, properties: Readonly<Record<string, ChartValue>>): ChartValue => ({
  type: 'object',
  additionalProperties: false,
  description,
  properties,
});

const renderMode = word('What to do if the cluster does not have the kind (yet).', ['skipIfMissing', 'failIfMissing', 'alwaysRender']);

const image = (description: string, repository: string) =>
  group(description, {
    repository: text('Image name, with its registry.', repository),
    tag: text('Image tag; the chart version when empty.', ''),
    digest: { ...text('Image digest (sha256:…); replaces the tag.', ''), pattern: '^(sha256:[0-9a-f]{64})?$' },
  });

/** The values of the chart: the one source of values.yaml, values.schema.json and the table of its README. */
export const chartValues = group('Values of the chart.', {
  nameOverride: text('Replaces the chart name in object names.', ''),
  fullnameOverride: text('Replaces the full object names.', ''),
  namespaceOverride: text('Namespace of the objects; the release namespace when empty.', ''),
  commonLabels: texts('Labels of every object.'),
  imagePullSecrets: list(
    'Names of Secrets with registry credentials: in this namespace for the operator, and in the namespace of each monitor for its pods.',
  ),
  imagePullPolicy: word('Pull policy of all images.', ['IfNotPresent', 'Always', 'Never']),
  crds: group('The CustomResourceDefinition.', {
    enabled: flag('Install it, and upgrade it unless it belongs to another release or to no release (docs/install.md).', true),
    keep: flag('Keep it, and every ModelMonitor, when the release is uninstalled.', true),
  }),
  operator: group('The operator.', {
    image: image('Operator image.', 'modelmonitor/operator'),
    replicas: count('Number of pods: one is the leader, the others are on standby.', 2, { minimum: 1 }),
    watchNamespaces: list('Namespaces to manage, with Roles only; when empty all, with a ClusterRole.'),
    logLevel: word('Lowest level that is logged.', ['info', 'debug', 'warn', 'error']),
    workers: count('Monitors reconciled concurrently.', 16, { minimum: 1, maximum: 256 }),
    extraArgs: list('Additional flags; see `--help`.'),
    extraEnv: kubernetes('Additional environment variables of the container.', []),
    resources: kubernetes('Resources of the container. The operator needs up to 290 MiB for 1,000 monitors and 620 MiB for 10,000.', {
      requests: { cpu: '100m', memory: '192Mi' },
      limits: { memory: '1Gi' },
    }),
    podLabels: texts('Labels of the pods.'),
    podAnnotations: texts('Annotations of the pods.'),
    nodeSelector: texts('Node labels that the pods require.'),
    tolerations: kubernetes('Taints that the pods tolerate.', []),
    affinity: kubernetes('Affinity of the pods.', {}),
    topologySpreadConstraints: kubernetes('Topology spread of the pods; when empty, over nodes if possible.', []),
    priorityClassName: text('Priority class of the pods.', ''),
    podDisruptionBudget: flag('Keep one pod running while nodes are drained (with more than one replica).', true),
  }),
  predictor: group('Pods of the monitors.', {
    image: image('Image of the predictor and the drift job.', 'modelmonitor/predictor'),
    allowedPodAnnotations: list(
      'Annotations that ModelMonitors may set on pods, beside harmless ones: names, or the start of names with * (docs/security.md).',
    ),
  }),
  sources: group('Sources of models and references.', {
    allowLocalAddresses: flag(
      'Let them lead to loopback, link-local and metadata addresses; resources cannot. For tests only: behind such addresses are services that trust every process of a pod or node.',
      false,
    ),
  }),
  serviceAccount: group('ServiceAccount of the operator.', {
    create: flag('Create it.', true),
    name: text('Name; the name of the operator when empty.', ''),
    annotations: texts('Annotations.'),
  }),
  rbac: group('Permissions.', {
    create: flag('Create the Roles of the operator.', true),
    aggregate: flag('Add ModelMonitors to the cluster roles view, edit and admin.', true),
  }),
  admissionPolicy: group('ValidatingAdmissionPolicy for ModelMonitors; objects of the whole cluster.', {
    enabled: flag(
      'Reject a change that adds a Secret, or sends one elsewhere, unless its author may get the Secret or create pods in the namespace (docs/security.md).',
      true,
    ),
  }),
  networkPolicy: group('NetworkPolicies.', {
    enabled: flag('Create the one of the operator; those of a monitor are switched off in its resource.', true),
    apiServerPorts: {
      type: 'array',
      items: { type: 'integer', minimum: 1, maximum: 65_535 },
      description:
        'Ports of the API servers, to which the operator and drift checks may connect, such as 8443 (minikube) or 16443 (MicroK8s).',
      default: [443, 6443],
    },
  }),
  serviceMonitor: group('ServiceMonitors: that of the operator, and those of the monitors.', {
    enabled: flag('Create it.', true),
    renderMode,
    interval: text('Scrape interval.', '15s'),
    labels: texts(
      'Labels by which Prometheus selects this ServiceMonitor and those of all monitors, such as release: kube-prometheus-stack.',
    ),
    scope: word(
      'One ServiceMonitor per monitor, or one per namespace for the monitors without scrape settings of their own: less work for Prometheus and its operator from some hundred monitors on.',
      ['monitor', 'namespace'],
    ),
  }),
  alertmanager: group('AlertmanagerConfigs, which hold the receivers of the monitors.', {
    configLabels: texts('Labels by which an Alertmanager selects them.'),
    mailServer: word(
      'Whether Alertmanager has a mail server (smtp_smarthost and smtp_from) for receivers that name none. auto finds out, and leaves e-mail out where it has none.',
      ['auto', 'true', 'false'],
    ),
  }),
  prometheusRule: group('Recording rules and alerts for every monitor.', {
    enabled: flag('Install them.', true),
    renderMode,
    labels: texts('Labels by which Prometheus selects them, such as release: kube-prometheus-stack.'),
    runbookUrl: text('URL of the runbooks; the chart appends # and the name of the alert.', 'docs/alerts.md'),
  }),
  dashboards: group("Grafana dashboards, as ConfigMaps for Grafana's sidecar.", {
    enabled: flag('Install them.', true),
    namespace: text('Namespace of the ConfigMaps; that of the other objects when empty.', ''),
    labels: texts('Labels by which the sidecar finds the dashboards.', { grafana_dashboard: '1' }),
    annotations: texts('Annotations. The folder requires sidecar.dashboards.folderAnnotation: grafana_folder in Grafana.', {
      grafana_folder: 'ModelMonitor',
    }),
  }),
  extraObjects: kubernetes('Additional objects of the release; strings are templates.', []),
});
