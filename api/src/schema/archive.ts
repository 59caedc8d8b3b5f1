import Type from 'typebox';
import { objectName } from './objectName.ts';
import { s3Bucket } from './sources/s3Source.ts';

/** `capture.archive`: where days are written before they are dropped. */
export const archiveSchema = Type.Object(
  {
    volumeClaim: Type.Optional(
      objectName('Name of a PersistentVolumeClaim in the same namespace, which predictor pods mount. In a cluster only.'),
    ),
    directory: Type.Optional(
      Type.String({
        // No segment is two dots.
        pattern: '^(/|[.]/)?[.]?[^./\\x00-\\x1f][^/\\x00-\\x1f]*(/[.]?[^./\\x00-\\x1f][^/\\x00-\\x1f]*)*/?$',
        maxLength: 1024,
        'x-expected': 'a path without ..',
        description: 'Directory, relative to the working directory of modelmonitor run. Outside a cluster only.',
      }),
    ),
    s3: Type.Optional(
      Type.Object(
        {
          prefix: Type.Optional(
            Type.String({
              pattern: '^[-A-Za-z0-9_.=]+(/[-A-Za-z0-9_.=]+)*$',
              maxLength: 512,
              'x-expected': 'a key without / at its start and end, of letters, digits and -_.=/',
              description: 'First part of the keys, before NAMESPACE/NAME/DAY.parquet; none when absent.',
            }),
          ),
          ...s3Bucket,
        },
        {
          additionalProperties: false,
          description: 'A bucket of Amazon S3 or of a store with its interface, such as MinIO.',
          'x-kubernetes-validations': [
            {
              rule: '!has(self.credentials) || !has(self.webIdentity)',
              message: 'expected credentials or webIdentity, got both',
              fieldPath: '.webIdentity',
            },
          ],
        },
      ),
    ),
  },
  {
    additionalProperties: false,
    description:
      'Where each day is written as a Parquet file, NAMESPACE/NAME/DAY.parquet, before its rows are dropped. Without it they are dropped for good.',
    'x-kubernetes-validations': [
      {
        rule: '[has(self.volumeClaim), has(self.directory), has(self.s3)].filter(place, place).size() == 1',
        message: 'expected one of volumeClaim, directory and s3',
      },
    ],
  },
);
