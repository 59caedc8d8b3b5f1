import { captureSamples } from './captureSamples.ts';
import { exposureSamples } from './exposureSamples.ts';
import { largestChanges } from './largestChanges.ts';
import { mlflowSources } from './mlflowSources.ts';
import { podSamples } from './podSamples.ts';
import { remoteSamples } from './remoteSamples.ts';
import type { Sample } from './sample.ts';

const modelSecret = { name: 'modelmonitor-models' };
const configMap = { name: 'wine-model', key: 'model.json' };

const ca = { configMap: { name: 'authorities', key: 'ca.crt' } };
const storeSources = [
  { s3: { bucket: 'models', key: 'wine/ä v3.ubj' } },
  {
    s3: {
      ...{
        bucket: 'a.b',
        key: 'k',
        versionId: 'x',
        endpoint: 'http://minio.storage:9000',
        region: 'here',
        pathStyle: false,
        sha256: '0'.repeat(64),
        ca,
      },
      credentials: { secretRef: { ...modelSecret, accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' } },
    },
  },
  { s3: { bucket: 'models', key: 'k', webIdentity: { roleArn: 'arn:aws:iam::123456789012:role/path/models' } } },
  { oci: { reference: 'registry.example.org:5000/models/wine_red:v3', plainHttp: true } },
  {
    oci: {
      ...{ reference: `registry/models/wine@sha256:${'0'.repeat(64)}`, path: 'model/wine.ubj', mount: 'imageVolume', ca },
      pullSecret: { secretRef: { ...modelSecret, key: 'a' } },
    },
  },
];

/** Documents without a fault. Together they set every field of the schema. */
export const validSamples: readonly Sample[] = [
  { name: 'the example', changes: {} },
  { name: 'a monitor of an operator with a class', changes: { 'spec.class': 'gold' } },
  {
    name: 'a single version without traffic: it takes 100',
    changes: { 'spec.model.versions': [{ name: 'v1', format: 'forest', source: { configMap } }] },
  },
  {
    name: 'a single version beside a shadow',
    changes: {
      'spec.model.versions.1.traffic': undefined,
      'spec.model.versions.1.shadow': true,
      'spec.model.versions.0.traffic': undefined,
    },
  },
  {
    name: 'a schedule with a time zone',
    changes: { 'spec.drift.every': undefined, 'spec.drift.schedule': '*/5 *\t* * 1-5', 'spec.drift.timeZone': 'Europe/Berlin' },
  },
  {
    name: 'a model in a file beside the manifest',
    changes: { 'spec.model.versions': [{ name: 'v1', format: 'forest', source: { file: { path: 'models/wine_2 b.forest' } } }] },
  },
  {
    name: 'recorded predictions of a model',
    changes: {
      'spec.model.versions.0.verify': { source: { configMap }, tolerance: 0.001 },
      'spec.model.versions.1.verify': { source: { file: { path: 'v2/verify.json' } } },
    },
  },
  ...remoteSamples,
  { name: 'a model that is refreshed often', changes: { 'spec.model.versions.0.refresh': { every: '0h10s' } } },
  { name: 'a model that is refreshed', changes: { 'spec.model.versions.0.refresh': { every: '30s' } } },
  ...[
    {
      http: {
        url: 'https://models.example.org:8443/a/b?c=d',
        sha256: '0'.repeat(64),
        auth: { basic: { secretRef: { ...modelSecret, username: 'u', password: 'p' } } },
      },
      maxBytes: 1000,
    },
    {
      http: {
        url: 'http://[fd00::1]/wine',
        auth: { bearer: { secretRef: { ...modelSecret, key: 'a' } } },
        ca: { configMap: { name: 'authorities', key: 'ca.crt' } },
      },
    },
    { http: { url: 'http://models', auth: { header: { name: 'X-API-Key', secretRef: { ...modelSecret, key: 'a' } } } } },
    ...mlflowSources,
    { persistentVolumeClaim: { claimName: 'models', path: 'wine/.v2/a b@2.ubj' } },
    ...storeSources,
  ].map((source) => ({
    name: `a model from ${Object.keys(source)[0]}: ${JSON.stringify(source).slice(0, 60)}`,
    changes: { 'spec.model.versions.0.source': source },
  })),
  {
    name: 'a reference of a web server',
    changes: {
      'spec.drift.reference.source': {
        http: {
          url: 'https://models.example.org/train.csv',
          sha256: '0'.repeat(64),
          auth: { basic: { secretRef: { ...modelSecret, username: 'u', password: 'p' } } },
          ca: { configMap: { name: 'authorities', key: 'ca.crt' } },
        },
      },
    },
  },
  {
    name: 'a reference in a volume',
    changes: { 'spec.drift.reference.source': { persistentVolumeClaim: { claimName: 'data', path: 'train.parquet' } } },
  },
  ...storeSources.map((source, index) => ({ name: `a reference of a store ${index}`, changes: { 'spec.drift.reference.source': source } })),
  ...[
    { bearer: { secretRef: { ...modelSecret, key: 'a' } } },
    { header: { name: 'X-API-Key', secretRef: { ...modelSecret, key: 'a' } } },
  ].map((auth) => ({
    name: `a reference with ${Object.keys(auth)[0]}`,
    changes: { 'spec.drift.reference.source': { http: { url: 'https://models.example.org/train.csv', auth } } },
  })),
  { name: 'columns that requests may hold', changes: { 'spec.model.ignored': ['id', 'ä'.repeat(1000), '__proto__'] } },
  { name: 'a schedule in a word', changes: { 'spec.drift.every': undefined, 'spec.drift.schedule': '@daily' } },
  { name: 'a notation of numbers', changes: { 'spec.model.features.0.notation': { decimal: ',', thousands: '.', unit: 'EUR' } } },
  { name: 'a range that is open above', changes: { 'spec.model.features.0.range': { min: 0 } } },
  { name: 'a whole number where a fraction may stand', changes: { 'spec.model.features.0.range': { min: 8, max: 8.5 } } },
  { name: 'a range of large numbers', changes: { 'spec.model.features.0.range': { min: -1e300, max: 1e300 } } },
  {
    name: 'a feature of every kind',
    changes: {
      'spec.model.features.0': {
        name: 'alcohol',
        type: 'categorical',
        values: ['low', 'ä'.repeat(128)],
        unseen: 'predict',
        optional: true,
      },
      'spec.drift.methods.features': undefined,
    },
  },
  { name: 'a regression', changes: { 'spec.model.task': 'regression', 'spec.model.target': { name: 'price' } } },
  ...captureSamples,
  {
    name: 'an automatic method for categories',
    changes: { 'spec.model.features.1.type': 'categorical', 'spec.drift.methods.features.malic_acid': {} },
  },
  {
    name: 'everything about drift checks',
    changes: {
      'spec.drift.suspend': true,
      'spec.model.features.1': { name: 'malic_acid', type: 'categorical' },
      'spec.drift.methods.features': undefined,
      'spec.drift.segments': [{ feature: 'malic_acid', values: ['low', 'high'] }, { version: 'v1' }],
      'spec.drift.early': { rows: 200, age: '30m', minInterval: '5m' },
      'spec.drift.window': { maxRows: 500, maxAge: '2h', minRows: 20, counts: 'hours' },
      'spec.drift.methods': { numeric: { method: 'psi', threshold: 0.2 }, categorical: { method: 'chisquare', threshold: 0.01 } },
      'spec.drift.effectFloor': 0,
      'spec.drift.confirmation': { runs: 2, of: 3 },
      'spec.drift.levels': [],
      'spec.drift.correction': 'none',
      'spec.drift.rules': 'evidently',
    },
  },
  {
    name: 'everything about serving',
    changes: {
      'spec.serving': {
        replicas: 0,
        autoscale: { minReplicas: 2, maxReplicas: 5, targetCPUUtilizationPercentage: 70 },
        resources: { requests: { cpu: '250m', memory: '128Mi' }, limits: { memory: '1.5Gi' } },
        auth: { basic: { secretRef: { name: 'users', key: '.htpasswd' } }, bearer: { secretRef: { name: 'tokens', key: 'tokens.txt' } } },
        feedbackAuth: {
          basic: { secretRef: { name: 'labellers', key: 'users' } },
          bearer: { secretRef: { name: 'labellers', key: 'tokens' } },
        },
        cors: { origins: ['https://app.example.org', 'http://localhost:5173'] },
        limits: { bodyBytes: 2048, batchRows: 1, requestsPerSecond: 0.5, rowsPerSecond: 0.5 },
      },
    },
  },
  ...podSamples,
  ...exposureSamples,
  {
    name: 'every receiver',
    changes: {
      'spec.alerts.receivers': [
        { slack: { secretRef: { name: 'slack', key: 'url' }, channel: '#models' } },
        { pagerDuty: { secretRef: { name: 'pager', key: 'key' } } },
        {
          email: {
            to: 'ml@example.com',
            from: 'monitor@example.com',
            smarthost: 'mail.example.com:587',
            username: 'monitor',
            secretRef: { name: 'modelmonitor-mail', key: 'password' },
          },
        },
        { email: { to: 'team@example.com' } },
      ],
      'spec.alerts.labels': { alertmanager: 'main' },
      'spec.alerts.driftShare': 0.3,
      'spec.alerts.staleAfter': '1d',
    },
  },
  { name: 'no ServiceMonitor', changes: { 'spec.monitoring.serviceMonitor.enabled': false } },
  { name: 'null for what has a default', changes: { 'spec.serving': null, 'spec.drift.share': null, 'spec.drift.levels': null } },
  { name: 'null for what may be absent', changes: { 'spec.drift.every': null, 'spec.model.features.0.range': null } },
  {
    name: 'labels and annotations',
    changes: {
      'metadata.labels': { team: 'a', 'app.kubernetes.io/part-of': 'Wine_1.0', empty: '' },
      'metadata.annotations': { 'example.com/note': 'any\ntext' },
    },
  },
  { name: 'the longest name', changes: { 'metadata.name': `${'a.'.repeat(126)}0` } },
  { name: 'as many names as there may be', changes: largestChanges() },
];
