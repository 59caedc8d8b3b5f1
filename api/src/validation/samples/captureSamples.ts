import type { Sample } from './sample.ts';

const ca = { configMap: { name: 'authorities', key: 'ca.crt' } };
const sent = { name: 'modelmonitor-models' };

/** Valid documents about captured rows: where they are kept, and for how long. */
export const captureSamples: readonly Sample[] = [
  {
    name: 'everything about capture',
    changes: {
      'spec.capture': {
        ...{ store: 'file', volumeClaim: 'rows', maxRows: 1000, maxAge: '1h30m', sample: 0.1, redact: ['ash', 'hue'] },
        ...{ retention: '90d', maxBytes: '20Gi', archive: { volumeClaim: 'archives' } },
      },
    },
  },
  { name: 'an archive beside the manifest', changes: { 'spec.capture.archive': { directory: './log/archive' } } },
  {
    name: 'an archive in a bucket',
    changes: {
      'spec.capture.archive': {
        s3: {
          ...{ bucket: 'log', prefix: 'models/log', endpoint: 'http://minio.storage:9000', region: 'here', pathStyle: true, ca },
          credentials: { secretRef: { ...sent, accessKeyId: 'a', secretAccessKey: 'b', sessionToken: 'c' } },
        },
      },
    },
  },
  {
    name: 'an archive in a bucket for a role',
    changes: { 'spec.capture.archive': { s3: { bucket: 'log', webIdentity: { roleArn: 'arn:aws:iam::123456789012:role/log' } } } },
  },
  {
    name: 'a database that another port leads to',
    changes: {
      'spec.capture': {
        store: 'postgres',
        postgres: {
          secretRef: { name: 'log-app', key: 'url' },
          ca: { secretRef: { name: 'log-ca' } },
          port: 6432,
          synchronousCommit: false,
        },
      },
    },
  },
  {
    name: 'a database whose authorities are in a ConfigMap',
    changes: {
      'spec.capture': {
        store: 'postgres',
        postgres: { secretRef: { name: 'log' }, ca: { configMap: { name: 'authorities', key: 'ca.crt' } } },
      },
    },
  },
  {
    name: 'a database whose authorities are under a key of their own',
    changes: {
      'spec.capture': { store: 'postgres', postgres: { secretRef: { name: 'log' }, ca: { secretRef: { name: 'log-ca', key: 'root' } } } },
    },
  },
];
