import Type from 'typebox';
import { dataKey } from '../dataKey.ts';
import { secretToSend } from './secretToSend.ts';
import { fileDigest, serverAddress } from './serverAddress.ts';
import { trustedCertificatesSchema } from './trustedCertificates.ts';

const credentials = Type.Object(
  {
    secretRef: secretToSend(
      {
        accessKeyId: dataKey('Key that holds the id of the access key.', { default: 'AWS_ACCESS_KEY_ID' }),
        secretAccessKey: dataKey('Key that holds the secret access key.', { default: 'AWS_SECRET_ACCESS_KEY' }),
        sessionToken: Type.Optional(dataKey('Key that holds the session token of temporary credentials.')),
      },
      'The Secret.',
    ),
  },
  { additionalProperties: false, description: 'An access key.' },
);

const webIdentity = Type.Object(
  {
    roleArn: Type.String({
      pattern: '^arn:[-a-z0-9]+:[-a-z0-9]*:[-a-z0-9]*:[0-9]*:[A-Za-z0-9+=,.@_/-]+$',
      maxLength: 2048,
      'x-expected': 'the ARN of a role, such as arn:aws:iam::123456789012:role/models',
      description: 'Role to assume.',
    }),
  },
  {
    additionalProperties: false,
    description:
      'A role that the service account of the pod assumes with its token. The audience is sts.amazonaws.com at AWS and modelmonitor-s3 at an endpoint. In a cluster only.',
  },
);

/** A bucket, and how requests to it are sent. */
export const s3Bucket = {
  bucket: Type.String({
    pattern: '^[A-Za-z0-9][-A-Za-z0-9._]*$',
    minLength: 3,
    maxLength: 63,
    'x-expected': 'the name of a bucket',
    description: 'Name of the bucket.',
  }),
  endpoint: Type.Optional(serverAddress('Address of the store; that of Amazon S3 in the region when absent.')),
  region: Type.String({
    pattern: '^[a-z0-9-]+$',
    maxLength: 64,
    default: 'us-east-1',
    'x-expected': 'a region such as eu-central-1',
    description: 'Region of the bucket.',
  }),
  pathStyle: Type.Optional(
    Type.Boolean({
      description: 'Whether the bucket is part of the path instead of the host name; true when absent and endpoint is set.',
    }),
  ),
  credentials: Type.Optional(credentials),
  webIdentity: Type.Optional(webIdentity),
  ca: Type.Optional(trustedCertificatesSchema),
};

/** `source.s3`: an object of a store with the interface of Amazon S3. */
export const s3Source = Type.Object(
  {
    bucket: s3Bucket.bucket,
    key: Type.String({ minLength: 1, maxLength: 1024, description: 'Key of the object.' }),
    versionId: Type.Optional(
      Type.String({
        pattern: '^[^ \\t\\r\\n]+$',
        maxLength: 1024,
        'x-expected': 'a version id',
        description: 'Version of the object; the newest when absent.',
      }),
    ),
    endpoint: s3Bucket.endpoint,
    region: s3Bucket.region,
    pathStyle: s3Bucket.pathStyle,
    credentials: s3Bucket.credentials,
    webIdentity: s3Bucket.webIdentity,
    sha256: Type.Optional(fileDigest()),
    ca: s3Bucket.ca,
  },
  {
    additionalProperties: false,
    description:
      'An object of Amazon S3 or of a store with its interface, such as MinIO; read without signature when credentials and webIdentity are absent.',
    'x-kubernetes-validations': [
      {
        rule: '!has(self.credentials) || !has(self.webIdentity)',
        message: 'expected credentials or webIdentity, got both',
        fieldPath: '.webIdentity',
      },
    ],
  },
);
