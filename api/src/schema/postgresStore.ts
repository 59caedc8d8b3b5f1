import Type from 'typebox';
import { dataKey } from './dataKey.ts';
import { objectName } from './objectName.ts';
import { configMapSource } from './sources/configMapSource.ts';

/** `capture.postgres`: the database of the store `postgres`. */
export const postgresStore = Type.Object(
  {
    secretRef: Type.Object(
      {
        name: objectName('Name of the Secret.'),
        key: dataKey('Key that holds the URL of the database, such as postgres://user:password@host:5432/database?sslmode=verify-full.', {
          default: 'uri',
        }),
      },
      {
        additionalProperties: false,
        description: 'The Secret with the URL; the one that CloudNativePG creates as CLUSTER-app fits as it is.',
      },
    ),
    ca: Type.Optional(
      Type.Object(
        {
          configMap: Type.Optional(configMapSource),
          secretRef: Type.Optional(
            Type.Object(
              {
                name: objectName('Name of the Secret.'),
                key: dataKey('Key that holds the certificates.', { default: 'ca.crt' }),
              },
              {
                additionalProperties: false,
                description: 'A key of a Secret; the one that CloudNativePG creates as CLUSTER-ca fits as it is.',
              },
            ),
          ),
        },
        {
          additionalProperties: false,
          description:
            'Certificates of the authorities, in PEM, that the certificate of the database is checked against; with it the connection is always encrypted. Without, sslmode of the URL decides, and public authorities are trusted.',
          'x-kubernetes-validations': [
            { rule: 'has(self.configMap) != has(self.secretRef)', message: 'expected one of configMap and secretRef' },
          ],
        },
      ),
    ),
    port: Type.Integer({
      minimum: 1,
      maximum: 65_535,
      default: 5432,
      description: 'Port of the database, to which the NetworkPolicies of the pods allow connections; for a Service, that of its pods.',
    }),
    synchronousCommit: Type.Boolean({
      default: true,
      description:
        'Whether a batch counts as written only when the database has it on disk. Without, a crash of the database may lose the newest batches.',
    }),
  },
  { additionalProperties: false, description: 'The database of the store postgres.' },
);
