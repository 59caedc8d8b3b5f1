import Type from 'typebox';
import { dataKey } from '../dataKey.ts';
import { objectName } from '../objectName.ts';
import { words } from '../words.ts';
import { clientAuthSchema } from './clientAuth.ts';
import { s3Source } from './s3Source.ts';
import { serverAddress } from './serverAddress.ts';
import { trustedCertificatesSchema } from './trustedCertificates.ts';

const text = (description: string) => Type.String({ minLength: 1, maxLength: 256, description });

const { endpoint, region, pathStyle, credentials, ca } = s3Source.properties;

const artifactStore = Type.Object(
  { endpoint, region, pathStyle, credentials, ca },
  {
    additionalProperties: false,
    description:
      'Store with the interface of Amazon S3 where the artifacts are, for a tracking server that only names them (s3://…). Not needed where it serves artifacts itself.',
  },
);

/** `source.mlflow`: a model of an MLflow tracking server. */
export const mlflowSource = Type.Object(
  {
    trackingURI: serverAddress('Address of the tracking server, such as http://mlflow.mlops.svc:5000.'),
    model: Type.Optional(
      text('Name of a registered model: its newest version, unless alias, version or stage is set. Or the id of a logged model, m-….'),
    ),
    alias: Type.Optional(text('Alias of the registered model, such as champion.')),
    version: Type.Optional(
      Type.String({
        pattern: '^[0-9]{1,18}$',
        maxLength: 18,
        'x-expected': 'a version number as text, such as "7"',
        description: 'Version of the registered model.',
      }),
    ),
    stage: Type.Optional(text('Stage of the registered model, such as Production. MLflow recommends aliases instead.')),
    fallback: Type.Optional(words(['latest'], { description: 'latest: the newest version, while the alias or the stage names none.' })),
    run: Type.Optional(
      Type.String({
        pattern: '^[0-9a-zA-Z]+$',
        maxLength: 64,
        'x-expected': 'the id of a run',
        description: 'Id of the run that logged the model.',
      }),
    ),
    path: Type.Optional(text('Name of a model that the run logged, or path of its folder among the artifacts.')),
    artifactStore: Type.Optional(artifactStore),
    auth: Type.Optional(clientAuthSchema),
    ca: Type.Optional(trustedCertificatesSchema),
    webhook: Type.Optional(
      Type.Object(
        {
          secretRef: Type.Object(
            {
              name: objectName('Name of the Secret.'),
              key: dataKey('Key that holds the secret the webhook was created with.', { default: 'secret' }),
            },
            { additionalProperties: false, description: 'The Secret.' },
          ),
        },
        {
          additionalProperties: false,
          description:
            'A webhook of MLflow to POST /webhooks/mlflow of the predictor: signed events of the model make it look for a newer version now, before the next poll of refresh.',
        },
      ),
    ),
  },
  {
    additionalProperties: false,
    description: 'A model of an MLflow tracking server: of its registry, or of a run. The file of the flavor is read, as its MLmodel says.',
    'x-kubernetes-validations': [
      { rule: 'has(self.model) != has(self.run)', message: 'expected one of model and run' },
      { rule: 'has(self.run) == has(self.path)', message: 'expected run and path together' },
      {
        rule: '(has(self.alias) ? 1 : 0) + (has(self.version) ? 1 : 0) + (has(self.stage) ? 1 : 0) <= (has(self.model) ? 1 : 0)',
        message: 'expected a model with at most one of alias, version and stage',
      },
      {
        rule: '!has(self.fallback) || has(self.alias) || has(self.stage)',
        message: 'fallback is for an alias or a stage',
        fieldPath: '.fallback',
      },
    ],
  },
);
