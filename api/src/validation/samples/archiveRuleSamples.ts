import type { InvalidSample } from './sample.ts';

/** Archives that break a rule. */
export const archiveRuleSamples: readonly InvalidSample[] = [
  {
    name: 'an archive in two places',
    changes: { 'spec.capture.archive': { directory: 'archive', volumeClaim: 'archives' } },
    path: 'spec.capture.archive',
    message: 'expected one of volumeClaim, directory and s3',
  },
  {
    name: 'an archive for an access key and a role',
    changes: {
      'spec.capture.archive.s3': {
        bucket: 'log',
        credentials: { secretRef: { name: 'modelmonitor-store' } },
        webIdentity: { roleArn: 'arn:aws:iam::123456789012:role/log' },
      },
    },
    path: 'spec.capture.archive.s3.webIdentity',
    message: 'expected credentials or webIdentity, got both',
  },
];
