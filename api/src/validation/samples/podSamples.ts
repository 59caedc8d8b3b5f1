import type { InvalidSample, Sample } from './sample.ts';

const everything = {
  nodeSelector: { disk: 'ssd' },
  tolerations: [{ key: 'gpu', operator: 'Equal', value: 'yes', effect: 'NoExecute', tolerationSeconds: 60 }],
  affinity: { nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, preference: {} }] } },
  topologySpreadConstraints: [{ topologyKey: 'zone', maxSkew: 2, whenUnsatisfiable: 'DoNotSchedule', minDomains: 3 }],
  labels: { team: 'wine', empty: '' },
  annotations: { note: 'é' },
  priorityClassName: 'models',
  runtimeClassName: 'gvisor',
  imagePullSecrets: [{ name: 'registry' }],
  serviceAccountName: 'wine',
  env: [
    { name: 'TZ', value: '' },
    { name: 'PARTNER', valueFrom: { secretKeyRef: { name: 'modelmonitor-partner', key: 'token' } } },
    { name: 'mode_2', valueFrom: { configMapKeyRef: { name: 'modes', key: 'mode' } } },
  ],
  volumes: [
    { name: 'space', emptyDir: { sizeLimit: '2Gi', medium: 'Memory' } },
    { name: 'files', configMap: { name: 'files', optional: true } },
    { name: 'share', persistentVolumeClaim: { claimName: 'share', readOnly: true } },
  ],
  volumeMounts: [
    { name: 'share', mountPath: '/mnt/share', subPath: 'wine/2026', readOnly: true },
    { name: 'space', mountPath: '/scratch' },
  ],
};

/** Pod templates without a fault. */
export const podSamples: readonly Sample[] = [
  {
    name: 'everything about pods',
    changes: {
      'spec.serving.podTemplate': everything,
      'spec.drift.podTemplate': { ...everything, resources: { requests: { cpu: '250m' }, limits: { memory: '512Mi' } } },
    },
  },
  { name: 'empty pod templates', changes: { 'spec.serving.podTemplate': {}, 'spec.drift.podTemplate': { tolerations: [], env: [] } } },
];

/** Variables that change which code runs, whom it trusts, or where it connects. */
const refusedVariables = ['NODE_OPTIONS', 'LD_PRELOAD', 'PATH', 'SSL_CERT_FILE', 'KUBERNETES_SERVICE_HOST', 'PGHOST', 'MODELMONITOR_JOB'];

const at = (part: 'serving' | 'drift', field: string) => `spec.${part}.podTemplate.${field}`;

/** Pod templates that a rule refuses. */
export const podRuleSamples: readonly InvalidSample[] = [
  ...refusedVariables.map((name) => ({
    name: `the variable ${name}`,
    changes: { [at('serving', 'env')]: [{ name, value: 'x' }] },
    path: at('serving', 'env[0].name'),
    message: `expected a variable that does not change how the process runs, got ${name}`,
  })),
  {
    name: 'a variable without a value',
    changes: { [at('drift', 'env')]: [{ name: 'A' }] },
    path: at('drift', 'env[0]'),
    message: 'expected one of value and valueFrom',
  },
  {
    name: 'a variable with the value of nothing',
    changes: { [at('drift', 'env')]: [{ name: 'A', valueFrom: {} }] },
    path: at('drift', 'env[0].valueFrom'),
    message: 'expected one of secretKeyRef and configMapKeyRef',
  },
  {
    name: 'a variable of a Secret that was not meant for it',
    changes: { [at('serving', 'env')]: [{ name: 'A', valueFrom: { secretKeyRef: { name: 'database', key: 'password' } } }] },
    path: at('serving', 'env[0].valueFrom.secretKeyRef.name'),
    message: 'expected a Secret whose name starts with modelmonitor-, since it is sent to an address that the resource names',
  },
  {
    name: 'a volume of two kinds',
    changes: { [at('serving', 'volumes')]: [{ name: 'a', emptyDir: {}, configMap: { name: 'a' } }] },
    path: at('serving', 'volumes[0]'),
    message: 'expected one of emptyDir, configMap and persistentVolumeClaim',
  },
  {
    name: 'a mount of no volume',
    changes: {
      [at('drift', 'volumes')]: [{ name: 'a', emptyDir: {} }],
      [at('drift', 'volumeMounts')]: [{ name: 'b', mountPath: '/mnt/b' }],
    },
    path: at('drift', 'volumeMounts'),
    message: 'volumeMounts names a volume that volumes does not list',
  },
  ...['/app', '/app/predictor', '/etc/modelmonitor', '/tmp/x', '/var', '/lib64/x'].map((mountPath) => ({
    name: `a mount at ${mountPath}`,
    changes: {
      [at('serving', 'volumes')]: [{ name: 'a', emptyDir: {} }],
      [at('serving', 'volumeMounts')]: [{ name: 'a', mountPath }],
    },
    path: at('serving', 'volumeMounts[0].mountPath'),
    message: 'expected a path outside the directories of the image and of the operator, such as /mnt/data',
  })),
  {
    name: 'the account of a drift job',
    changes: { [at('serving', 'serviceAccountName')]: 'wine-drift' },
    path: at('serving', 'serviceAccountName'),
    message: 'expected an account whose name does not end in -drift: such accounts belong to the drift jobs of monitors',
  },
  {
    name: 'checks with the account of every pod',
    changes: { [at('drift', 'serviceAccountName')]: 'default' },
    path: at('drift', 'serviceAccountName'),
    message:
      'expected an account other than default, since every pod without an account of its own could read the rows of the predictor pods',
  },
  {
    name: 'domains of pods that may be anywhere',
    changes: { [at('serving', 'topologySpreadConstraints')]: [{ topologyKey: 'zone', minDomains: 2 }] },
    path: at('serving', 'topologySpreadConstraints[0].minDomains'),
    message: 'minDomains requires whenUnsatisfiable: DoNotSchedule',
  },
];

/** Pod templates that the schema refuses. */
export const podSchemaSamples: readonly InvalidSample[] = [
  {
    name: 'a volume of a Secret',
    changes: { [at('serving', 'volumes')]: [{ name: 'a', emptyDir: {}, secret: { secretName: 'a' } }] },
    path: at('serving', 'volumes[0].secret'),
    message: 'unknown field; expected one of configMap, emptyDir, name, persistentVolumeClaim',
  },
  {
    name: 'a mount above its volume',
    changes: {
      [at('serving', 'volumes')]: [{ name: 'a', emptyDir: {} }],
      [at('serving', 'volumeMounts')]: [{ name: 'a', mountPath: '/mnt/../etc' }],
    },
    path: at('serving', 'volumeMounts[0].mountPath'),
    message: 'expected a path that starts with /, such as /mnt/data, got "/mnt/../etc"',
  },
  {
    name: 'two variables of one name',
    changes: {
      [at('serving', 'env')]: [
        { name: 'A', value: '1' },
        { name: 'A', value: '2' },
      ],
    },
    path: at('serving', 'env[1]'),
    message: 'expected no duplicates, got name "A" as at [0]',
  },
  {
    name: 'a label that is no value of a label',
    changes: { [at('drift', 'labels')]: { team: 'a b' } },
    path: at('drift', 'labels.team'),
    message: 'expected the value of a label: at most 63 letters, digits, dots, hyphens and underscores, got "a b"',
  },
];
