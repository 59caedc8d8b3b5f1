import Type from 'typebox';
import { dataKey } from './dataKey.ts';
import { objectName } from './objectName.ts';
import { words } from './words.ts';

const exactlyOne =
  '(has(self.configMap) ? 1 : 0) + (has(self.persistentVolumeClaim) ? 1 : 0) + (has(self.http) ? 1 : 0) + (has(self.s3) ? 1 : 0)';

const places = {
  configMap: Type.Optional(
    Type.Object(
      { name: objectName('Name of the ConfigMap.'), key: dataKey('Key of the ConfigMap that holds the bytes.') },
      { additionalProperties: false, description: 'A key of a ConfigMap in the same namespace (at most 1 MiB).' },
    ),
  ),
  persistentVolumeClaim: Type.Optional(
    Type.Object(
      {
        claimName: objectName('Name of the PersistentVolumeClaim.'),
        path: Type.String({ minLength: 1, maxLength: 1024, description: 'Path of the file inside the volume.' }),
      },
      { additionalProperties: false, description: 'A file on a PersistentVolumeClaim in the same namespace; needs a cluster.' },
    ),
  ),
  http: Type.Optional(
    Type.Object(
      {
        url: Type.String({
          pattern: '^https?://',
          maxLength: 2048,
          'x-wanted': 'an http:// or https:// address',
          description: 'Address of the file.',
        }),
        sha256: Type.String({
          pattern: '^[0-9a-f]{64}$',
          maxLength: 64,
          'x-wanted': '64 hexadecimal digits',
          description: 'SHA-256 of the bytes, so that what is loaded is what was meant.',
        }),
      },
      { additionalProperties: false, description: 'A file fetched over HTTP and checked against its digest.' },
    ),
  ),
  s3: Type.Optional(
    Type.Object(
      {
        bucket: Type.String({ minLength: 3, maxLength: 63, description: 'Name of the bucket.' }),
        key: Type.String({ minLength: 1, maxLength: 1024, description: 'Key of the object.' }),
        endpoint: Type.Optional(
          Type.String({
            pattern: '^https?://',
            maxLength: 2048,
            'x-wanted': 'an http:// or https:// address',
            description: 'Endpoint of an S3-compatible store.',
          }),
        ),
        secretRef: Type.Optional(
          Type.Object(
            { name: objectName('Name of the Secret with accessKeyId and secretAccessKey.') },
            { additionalProperties: false, description: 'Credentials.' },
          ),
        ),
      },
      { additionalProperties: false, description: 'An object in an S3-compatible store.' },
    ),
  ),
};

/** Where the reference data comes from. */
export const dataSource = Type.Object(places, {
  additionalProperties: false,
  description: 'Where the bytes come from: exactly one of configMap, persistentVolumeClaim, http, s3.',
  'x-kubernetes-validations': [{ rule: `${exactlyOne} == 1`, message: 'needs exactly one of configMap, persistentVolumeClaim, http, s3' }],
});

/** Where a model's bytes come from: the places of `dataSource`, or an MLflow registry. */
export const modelSource = Type.Object(
  {
    ...places,
    mlflow: Type.Optional(
      Type.Object(
        {
          trackingUri: Type.String({
            pattern: '^https?://',
            maxLength: 2048,
            'x-wanted': 'an http:// or https:// address',
            description: 'Address of the MLflow tracking server.',
          }),
          model: Type.String({ minLength: 1, maxLength: 256, description: 'Name of the registered model.' }),
          alias: Type.Optional(Type.String({ minLength: 1, maxLength: 256, description: 'Alias of the model version, such as champion.' })),
          stage: Type.Optional(
            words(['Staging', 'Production', 'Archived'], {
              description: 'Stage of the model version (deprecated by MLflow: prefer an alias).',
            }),
          ),
          version: Type.Optional(
            Type.String({ pattern: '^[0-9]+$', maxLength: 19, 'x-wanted': 'digits', description: 'Number of the model version.' }),
          ),
        },
        {
          additionalProperties: false,
          description: 'A model version in an MLflow registry.',
          'x-kubernetes-validations': [
            {
              rule: '(has(self.alias) ? 1 : 0) + (has(self.stage) ? 1 : 0) + (has(self.version) ? 1 : 0) == 1',
              message: 'needs exactly one of alias, stage, version',
            },
          ],
        },
      ),
    ),
  },
  {
    additionalProperties: false,
    description: 'Where the bytes come from: exactly one of configMap, persistentVolumeClaim, http, s3, mlflow.',
    'x-kubernetes-validations': [
      {
        rule: `${exactlyOne} + (has(self.mlflow) ? 1 : 0) == 1`,
        message: 'needs exactly one of configMap, persistentVolumeClaim, http, s3, mlflow',
      },
    ],
  },
);

export type DataSource = Type.Static<typeof dataSource>;
export type ModelSource = Type.Static<typeof modelSource>;
