const configMap = (name: string) => ({ configMap: { name, key: 'bytes' } });
const secretRef = { name: 'secret', key: 'key' };

const sent = { name: 'modelmonitor-store' };
const ca = { configMap: { name: 'authorities', key: 'ca.crt' } };
const sha256 = '0'.repeat(64);

const basic = { http: { url: 'https://models/a', sha256, auth: { basic: { secretRef: { ...sent, username: 'u', password: 'p' } } }, ca } };
const key = { ...sent, key: 'k' };
const accessKey = { ...sent, accessKeyId: 'i', secretAccessKey: 's', sessionToken: 't' };
const trackingURI = 'https://mlflow/team';
const registered = {
  trackingURI,
  model: 'wine',
  auth: { basic: { secretRef: { ...sent, username: 'u', password: 'p' } } },
  ca,
  webhook: { secretRef },
};
const s3 = { bucket: 'models', key: 'wine', versionId: '1', endpoint: 'https://store', region: 'here', pathStyle: true, sha256, ca };

const { key: _key, versionId: _version, sha256: _digest, ...bucket } = s3;
const archiveBucket = { ...bucket, prefix: 'log', credentials: { secretRef: accessKey } };

const served = { url: 'https://peer', timeout: '1s', maxInFlight: 2, idempotent: true };

/** Sources of other kinds than those of the resource, by the field that they set; the first whose field fits. */
const otherSources = {
  persistentVolumeClaim: { persistentVolumeClaim: { claimName: 'models', path: 'a.forest' } },
  'http.auth.bearer': { http: { url: 'https://models/b', auth: { bearer: { secretRef: key } } } },
  'http.auth.header': { http: { url: 'https://models/c', auth: { header: { name: 'X-Key', secretRef: key } } } },
  http: basic,
  's3.webIdentity': { s3: { ...s3, webIdentity: { roleArn: 'arn:aws:iam::1:role/a' } } },
  's3.sha256': { s3 },
  s3: { s3: { ...s3, credentials: { secretRef: accessKey } } },
  'oci.pullSecret': { oci: { reference: 'registry/models/wine:v1', pullSecret: { secretRef: key } } },
  oci: { oci: { reference: 'registry/models/wine:v1', path: 'a.ubj', mount: 'pull', plainHttp: true, ca } },
  'mlflow.run': { mlflow: { trackingURI, run: 'f44a', path: 'model' } },
  'mlflow.path': { mlflow: { trackingURI, run: 'f44a', path: 'model' } },
  'mlflow.version': { mlflow: { ...registered, version: '7' } },
  'mlflow.stage': { mlflow: { ...registered, stage: 'Staging' } },
  'mlflow.auth.bearer': { mlflow: { ...registered, auth: { bearer: { secretRef: key } } } },
  'mlflow.auth.header': { mlflow: { ...registered, auth: { header: { name: 'X-Key', secretRef: key } } } },
  'mlflow.artifactStore': {
    mlflow: {
      ...registered,
      alias: 'stored',
      artifactStore: { endpoint: 'https://store', region: 'here', pathStyle: true, credentials: { secretRef: accessKey }, ca },
    },
  },
  mlflow: { mlflow: { ...registered, alias: 'champion', fallback: 'latest' } },
  events: { events: { timeout: '30s' } },
  'remote.template': {
    remote: {
      ...served,
      protocol: 'template',
      template: {
        path: '/score',
        health: '/health',
        rows: 'rows',
        row: 'array',
        predictions: 'results',
        label: 'label',
        probabilities: 'shares',
        classes: ['good', 'fair', 'bad'],
      },
    },
  },
  'remote.contentType': { remote: { ...served, protocol: 'v2', model: 'wine', contentType: 'pd' } },
  'remote.outputs': {
    remote: { ...served, protocol: 'v2', model: 'wine', contentType: 'pd', outputs: { prediction: 'label', probabilities: 'shares' } },
  },
  'remote.auth.bearer': { remote: { ...served, protocol: 'v1', model: 'wine', auth: { bearer: { secretRef: key } } } },
  'remote.auth.header': { remote: { ...served, protocol: 'v1', model: 'wine', auth: { header: { name: 'X-Key', secretRef: key } } } },
  remote: {
    remote: {
      ...served,
      protocol: 'v1',
      model: 'wine',
      version: '3',
      auth: { basic: { secretRef: { ...sent, username: 'u', password: 'p' } } },
      ca,
    },
  },
  maxBytes: { ...basic, maxBytes: 1000 },
};

/** The change that sets a field of a source, where the sources of the resource do not; undefined for all other fields. */
export function sourceWith(path: string): Readonly<Record<string, unknown>> | undefined {
  const [, place, field = ''] = /^(spec\.model\.versions\[\]|spec\.drift\.reference)\.source\.(.*)$/.exec(path) ?? [];
  const found = Object.entries(otherSources).find(([start]) => `${field}.`.startsWith(`${start}.`));
  if (place === undefined || found === undefined) return undefined;
  return { [`${place.replace('[]', '.0')}.source`]: found[1] };
}

/** Every field of a pod template. */
const podTemplate = {
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoExecute', tolerationSeconds: 60 }],
  affinity: { nodeAffinity: {} },
  labels: { team: 'a' },
  annotations: { 'prometheus.io/path': 'b' },
  topologySpreadConstraints: [{ topologyKey: 'zone', maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule', minDomains: 2 }],
  priorityClassName: 'models',
  runtimeClassName: 'gvisor',
  imagePullSecrets: [{ name: 'registry' }],
  serviceAccountName: 'wine',
  env: [
    { name: 'TZ', value: 'UTC' },
    { name: 'KEY', valueFrom: { secretKeyRef: { name: 'modelmonitor-env', key: 'key' } } },
    { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'modes', key: 'mode' } } },
  ],
  volumes: [
    { name: 'space', emptyDir: { sizeLimit: '2Gi', medium: 'Memory' } },
    { name: 'files', configMap: { name: 'files', optional: true } },
    { name: 'share', persistentVolumeClaim: { claimName: 'share', readOnly: true } },
  ],
  volumeMounts: [{ name: 'share', mountPath: '/mnt/share', subPath: 'wine', readOnly: true }],
};

const selector = { matchLabels: { app: 'a' }, matchExpressions: [{ key: 'app', operator: 'In', values: ['a'] }] };
const peers = [{ podSelector: selector, namespaceSelector: selector }, { ipBlock: { cidr: '10.0.0.0/8', except: ['10.1.0.0/16'] } }];
const egress = [{ to: peers, ports: [{ protocol: 'TCP', port: 443 }] }];
const route = { path: '/wine', labels: { team: 'a' }, annotations: { note: 'b' } };

/** A resource that sets every field, except `spec.drift.every`, which excludes `schedule`. The requests of `processes.ts` are just above its limits. */
export const fullMonitor = {
  apiVersion: 'modelmonitor.dev/v1alpha1',
  kind: 'ModelMonitor',
  metadata: { name: 'full', namespace: 'models' },
  spec: {
    class: 'gold',
    model: {
      task: 'classification',
      features: [
        { name: 'a', type: 'numeric', range: { min: 0, max: 100 }, optional: false },
        { name: 'b', type: 'numeric', optional: true },
        { name: 'c', type: 'categorical', values: ['red', 'white'], unseen: 'capture', optional: false },
        { name: 'd', type: 'numeric', notation: { decimal: ',', thousands: ' ', unit: '€' }, optional: true },
      ],
      target: { name: 'quality', classes: ['bad', 'fair', 'good'] },
      ignored: ['quality'],
      versions: [
        {
          name: 'v1',
          format: 'forest',
          source: configMap('one'),
          refresh: { every: '1h' },
          verify: { source: configMap('verify'), tolerance: 0.5 },
          traffic: 80,
          shadow: false,
        },
        {
          name: 'v2',
          format: 'forest',
          source: { file: { path: 'two.forest' } },
          verify: { source: { file: { path: 'verify.json' } }, tolerance: 0.5 },
          traffic: 20,
          shadow: false,
        },
      ],
    },
    serving: {
      replicas: 2,
      autoscale: { minReplicas: 2, maxReplicas: 5, targetCPUUtilizationPercentage: 70 },
      resources: { requests: { cpu: '250m' }, limits: { memory: '1Gi' } },
      podTemplate,
      service: {
        type: 'LoadBalancer',
        port: 80,
        labels: { team: 'a' },
        annotations: { note: 'b' },
        loadBalancerClass: 'service.k8s.aws/nlb',
        loadBalancerSourceRanges: ['10.0.0.0/8'],
        externalTrafficPolicy: 'Local',
        ipFamilyPolicy: 'SingleStack',
      },
      ingress: { ...route, host: 'wine.example.org', className: 'nginx', tls: { secretName: 'wine-tls' } },
      httpRoute: {
        ...route,
        parentRefs: [{ name: 'public', namespace: 'gateways', sectionName: 'https' }],
        hostnames: ['wine.example.org'],
      },
      networkPolicy: { enabled: true, from: peers, metricsFrom: peers, egress },
      auth: { basic: { secretRef }, bearer: { secretRef } },
      feedbackAuth: { basic: { secretRef }, bearer: { secretRef } },
      cors: { origins: ['https://a.example'] },
      limits: { bodyBytes: 2048, batchRows: 2, requestsPerSecond: 7, rowsPerSecond: 3 },
    },
    capture: {
      store: 'postgres',
      postgres: {
        secretRef: { name: 'log-app', key: 'uri' },
        ca: { secretRef: { name: 'log-ca', key: 'ca.crt' } },
        port: 5432,
        synchronousCommit: true,
      },
      volumeClaim: 'rows',
      maxRows: 5,
      maxAge: '1h',
      sample: 0.5,
      redact: ['b'],
      retention: '10d',
      maxBytes: '1Gi',
      archive: { s3: archiveBucket },
    },
    drift: {
      schedule: '30 2 * * *',
      timeZone: 'Europe/Berlin',
      suspend: false,
      reference: { source: configMap('reference'), rows: 30 },
      early: { rows: 3, age: '1h', minInterval: '10m' },
      window: { maxRows: 4, maxAge: '1h', minRows: 2, counts: 'hours' },
      segments: [{ feature: 'c', values: ['red'] }, { version: 'v1' }],
      methods: {
        numeric: { method: 'psi', threshold: 0.2 },
        categorical: { method: 'chisquare', threshold: 0.01 },
        features: { a: { method: 'ks', threshold: 0.01 } },
      },
      rules: 'guarded',
      correction: 'none',
      effectFloor: 0.02,
      confirmation: { runs: 2, of: 3 },
      share: 0.5,
      levels: [{ share: 0.2, action: 'monitor' }],
      history: 4,
      podTemplate: { ...podTemplate, resources: { requests: { cpu: '250m' }, limits: { memory: '1Gi' } } },
      networkPolicy: { enabled: true, egress },
    },
    alerts: {
      latency: { p95Seconds: 1, slaSeconds: 2 },
      errorRatio: 0.05,
      objective: 0.99,
      driftShare: 0.3,
      staleAfter: '1d',
      labels: { routed: 'yes' },
      receivers: [
        { slack: { secretRef, channel: '#models' } },
        { email: { to: 'a@example.com', from: 'b@example.com', smarthost: 'mail:25', username: 'c', secretRef: { ...sent, key: 'key' } } },
        { pagerDuty: { secretRef } },
      ],
    },
    monitoring: { serviceMonitor: { enabled: true, interval: '10s', labels: { release: 'prometheus' } } },
  },
};
