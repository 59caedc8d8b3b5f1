/** A value of the chart: JSON Schema with a default. */
export interface ChartValue {
  readonly type: 'string' | 'boolean' | 'integer' | 'array' | 'object';
  readonly description: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: { readonly type: string };
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
/** A part that Kubernetes itself defines and checks. */
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

const renderMode = word('What happens where the cluster does not know the kind (yet).', ['skipIfMissing', 'failIfMissing', 'alwaysRender']);

const image = (description: string, repository: string) =>
  group(description, {
    repository: text('Name of the image, with its registry.', repository),
    tag: text('Its tag; the version of the chart when empty.', ''),
    digest: { ...text('Its digest (sha256:…), which counts instead of the tag.', ''), pattern: '^(sha256:[0-9a-f]{64})?$' },
  });

/** The values of the chart: the one source of values.yaml, values.schema.json and the table of its README. */
export const chartValues = group('Values of the chart.', {
  nameOverride: text('Replaces the name of the chart in names of objects.', ''),
  fullnameOverride: text('Replaces the whole name of objects.', ''),
  namespaceOverride: text('Namespace of the objects; that of the release when empty.', ''),
  commonLabels: texts('Labels of every object.'),
  imagePullSecrets: list(
    "Names of Secrets with registry credentials, for the operator here and for the monitors' pods in their namespaces.",
  ),
  imagePullPolicy: word('When images are pulled.', ['IfNotPresent', 'Always', 'Never']),
  crds: group('The definition of ModelMonitor.', {
    enabled: flag('Whether the chart installs and upgrades it.', true),
    keep: flag('Whether it stays, with every ModelMonitor, when the release goes.', true),
  }),
  operator: group('The operator.', {
    image: image('Its image.', 'modelmonitor/operator'),
    replicas: count('Pods: one leads, the others stand by.', 2, { minimum: 1 }),
    watchNamespaces: list('Namespaces it looks after, by Roles only; all, by a ClusterRole, when empty.'),
    logLevel: word('What it logs: from this level on.', ['info', 'debug', 'warn', 'error']),
    workers: count('Monitors it works on at the same time.', 16, { minimum: 1, maximum: 256 }),
    extraArgs: list('Further flags; `--help` lists them.'),
    extraEnv: kubernetes('Further variables of its container.', []),
    resources: kubernetes('What it is given: 1,000 monitors take 290 MiB at most, 10,000 take 620 MiB.', {
      requests: { cpu: '100m', memory: '192Mi' },
      limits: { memory: '1Gi' },
    }),
    podLabels: texts('Labels of its pods.'),
    podAnnotations: texts('Annotations of its pods.'),
    nodeSelector: texts('Labels its nodes must have.'),
    tolerations: kubernetes('Taints its pods tolerate.', []),
    affinity: kubernetes('Affinity of its pods.', {}),
    topologySpreadConstraints: kubernetes('How its pods are spread; over nodes where possible when empty.', []),
    priorityClassName: text('Priority of its pods.', ''),
    podDisruptionBudget: flag('Whether one pod is kept when nodes are drained (with more than one replica).', true),
  }),
  predictor: group('What the monitors run.', {
    image: image('Image of the predictor and the drift job.', 'modelmonitor/predictor'),
  }),
  serviceAccount: group('The account of the operator.', {
    create: flag('Whether the chart makes it.', true),
    name: text('Its name; that of the operator when empty.', ''),
    annotations: texts('Its annotations.'),
  }),
  rbac: group('Rights.', {
    create: flag('Whether the chart makes the Roles of the operator.', true),
    aggregate: flag('Whether view, edit and admin of the cluster include ModelMonitors.', true),
  }),
  networkPolicy: group('NetworkPolicy of the operator.', { enabled: flag('Whether there is one.', true) }),
  serviceMonitor: group('ServiceMonitor of the operator.', {
    enabled: flag('Whether there is one.', true),
    renderMode,
    interval: text('Scrape interval.', '15s'),
    labels: texts('Labels by which a Prometheus selects it and those of all monitors, such as release: kube-prometheus-stack.'),
  }),
  prometheusRule: group('Recording rules and alerts for every monitor.', {
    enabled: flag('Whether they are installed.', true),
    renderMode,
    labels: texts('Labels by which a Prometheus selects them, such as release: kube-prometheus-stack.'),
    runbookUrl: text('Where the runbooks are; the name of the alert is put behind the hash.', 'docs/alerts.md'),
  }),
  dashboards: group('Grafana dashboards, as ConfigMaps that its sidecar finds.', {
    enabled: flag('Whether they are installed.', true),
    namespace: text('Their namespace; that of the objects when empty.', ''),
    labels: texts('Labels by which the sidecar finds them.', { grafana_dashboard: '1' }),
    annotations: texts('Annotations; the folder needs sidecar.dashboards.folderAnnotation: grafana_folder in Grafana.', {
      grafana_folder: 'ModelMonitor',
    }),
  }),
  extraObjects: kubernetes('Further objects of the release; texts are templates.', []),
});
