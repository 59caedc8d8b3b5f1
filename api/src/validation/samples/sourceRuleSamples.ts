import { referenceKindList } from '../../schema/sources/referenceSource.ts';
import type { InvalidSample } from './sample.ts';

const url = 'https://models.example.org/wine.ubj';
const sentSecret = 'expected a Secret whose name starts with modelmonitor-, since it is sent to an address that the resource names';

/** Documents that break one CEL rule of sources each. */
export const sourceRuleSamples: readonly InvalidSample[] = [
  {
    name: 'a Secret of another program that would be sent',
    changes: { 'spec.model.versions.0.source': { http: { url, auth: { bearer: { secretRef: { name: 'database' } } } } } },
    path: 'spec.model.versions[0].source.http.auth.bearer.secretRef.name',
    message: sentSecret,
  },
  {
    name: 'a Secret of another program for a mail server',
    changes: {
      'spec.alerts.receivers': [
        {
          email: {
            to: 'a@example.com',
            from: 'b@example.com',
            smarthost: 'mail.example.com:587',
            secretRef: { name: 'postgres', key: 'k' },
          },
        },
      ],
    },
    path: 'spec.alerts.receivers[0].email.secretRef.name',
    message: sentSecret,
  },
  {
    name: 'credentials of two kinds',
    changes: {
      'spec.model.versions.0.source': {
        http: { url, auth: { bearer: { secretRef: { name: 'modelmonitor-a' } }, basic: { secretRef: { name: 'modelmonitor-a' } } } },
      },
    },
    path: 'spec.model.versions[0].source.http.auth',
    message: 'expected exactly one of basic, bearer, header',
  },
  {
    name: 'a source that is checked every few seconds',
    changes: { 'spec.model.versions.0.refresh': { every: '0m9s500ms' } },
    path: 'spec.model.versions[0].refresh.every',
    message: 'expected an interval of at least 10s',
  },
  {
    name: 'an access key and a role',
    changes: {
      'spec.model.versions.0.source': {
        s3: {
          ...{ bucket: 'models', key: 'k', credentials: { secretRef: { name: 'modelmonitor-a' } } },
          webIdentity: { roleArn: 'arn:aws:iam::1:role/r' },
        },
      },
    },
    path: 'spec.model.versions[0].source.s3.webIdentity',
    message: 'expected credentials or webIdentity, got both',
  },
  {
    name: 'an image to mount without a path',
    changes: { 'spec.model.versions.0.source': { oci: { reference: 'registry/models/wine', mount: 'imageVolume' } } },
    path: 'spec.model.versions[0].source.oci.path',
    message: 'imageVolume requires path',
  },
  {
    name: 'a reference without a source',
    changes: { 'spec.drift.reference.source': {} },
    path: 'spec.drift.reference.source',
    message: `expected one of ${referenceKindList}`,
  },
];
