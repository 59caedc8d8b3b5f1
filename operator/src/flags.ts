const text = { type: 'string' } as const;

export interface FlagEntry {
  readonly type: 'string';
  /** Placeholder of the value in the help. */
  readonly value: string;
  readonly default?: string;
  readonly help: string;
}

/** The flags of the operator, in the order of the help. */
export const flags = {
  kubeconfig: { ...text, value: 'FILE', help: 'kubeconfig to use; KUBECONFIG, ~/.kube/config or the service account when absent' },
  namespaces: { ...text, value: 'NAME,NAME', help: 'namespaces whose monitors are managed; all when absent' },
  class: {
    ...text,
    value: 'NAME',
    help: 'manage monitors with this spec.class only; those without a class when absent',
  },
  'predictor-image': { ...text, value: 'IMAGE', default: 'modelmonitor/predictor:0.1.0', help: 'image of the predictor and the drift job' },
  'drift-image': { ...text, value: 'IMAGE', help: 'image of the drift job; the one of the predictor when absent' },
  'image-pull-policy': { ...text, value: 'POLICY', default: 'IfNotPresent', help: 'Always, IfNotPresent or Never' },
  'image-pull-secrets': {
    ...text,
    value: 'NAME,NAME',
    default: '',
    help: "Secrets with registry credentials, in the monitors' namespaces",
  },
  'service-monitor-labels': {
    ...text,
    value: 'NAME=VALUE,…',
    default: '',
    help: 'labels of every ServiceMonitor, by which a Prometheus selects',
  },
  'service-monitor-scope': {
    ...text,
    value: 'monitor|namespace',
    default: 'monitor',
    help: 'one ServiceMonitor per monitor, or one per namespace for the monitors without scrape settings of their own',
  },
  'api-server-ports': {
    ...text,
    value: 'PORT,PORT',
    default: '443,6443',
    help: 'ports of the API servers, to which the NetworkPolicies of checks allow connections',
  },
  'pod-annotations': {
    ...text,
    value: 'NAME,START*',
    default: '',
    help: 'annotations that monitors may set on pods, beside harmless ones; a name, or the start of names with *',
  },
  'alertmanager-config-labels': {
    ...text,
    value: 'NAME=VALUE,…',
    default: '',
    help: 'labels of every AlertmanagerConfig, by which an Alertmanager selects',
  },
  'alertmanager-mail-server': {
    ...text,
    value: 'auto|true|false',
    default: 'auto',
    help: 'whether Alertmanager has a mail server for receivers without smarthost; auto finds out and leaves e-mail out where it has none',
  },
  'prometheus-rule': { ...text, value: 'NAMESPACE/NAME', help: 'PrometheusRule with the alerts, for the condition RulesLoaded' },
  'allow-local-addresses': {
    ...text,
    value: 'true|false',
    default: 'false',
    help: 'whether sources may lead to loopback, link-local and metadata addresses',
  },
  'leader-elect': { ...text, value: 'true|false', default: 'true', help: 'whether to write only while holding the lease' },
  'lease-namespace': { ...text, value: 'NAME', help: 'namespace of the lease; that of the service account or context when absent' },
  'lease-name': { ...text, value: 'NAME', default: 'modelmonitor-operator', help: 'name of the lease' },
  'pod-token-file': {
    ...text,
    value: 'FILE',
    help: 'token (audience modelmonitor) sent to pods; without it a full window starts no check early',
  },
  'http-host': { ...text, value: 'HOST', default: '0.0.0.0', help: 'address of /metrics, /livez and /readyz' },
  'http-port': { ...text, value: 'PORT', default: '8080', help: 'port of /metrics, /livez and /readyz' },
  workers: { ...text, value: 'N', default: '16', help: 'monitors that are reconciled at the same time' },
  qps: { ...text, value: 'N', default: '1000', help: 'requests per second to the API server, on average' },
  burst: { ...text, value: 'N', default: '2000', help: 'requests to the API server in a burst' },
  'log-level': { ...text, value: 'LEVEL', default: 'info', help: 'debug, info, warn or error' },
} as const satisfies Readonly<Record<string, FlagEntry>>;
