import Type from 'typebox';
import { dataKey } from './dataKey.ts';
import { servingNetworkPolicy } from './networkPolicy.ts';
import { objectName } from './objectName.ts';
import { podResources, podTemplate } from './podTemplate.ts';
import { httpRouteSchema, ingressSchema } from './routes.ts';
import { serviceSchema } from './service.ts';

const autoscale = Type.Object(
  {
    minReplicas: Type.Integer({ minimum: 1, maximum: 1000, default: 1, description: 'Smallest number of pods.' }),
    maxReplicas: Type.Integer({ minimum: 1, maximum: 1000, description: 'Largest number of pods.' }),
    targetCPUUtilizationPercentage: Type.Integer({
      minimum: 1,
      maximum: 100,
      default: 80,
      description: 'Target of the autoscaler: CPU utilization in percent of the requested CPU.',
    }),
  },
  {
    additionalProperties: false,
    description: 'Scales the pods by CPU utilization; replaces replicas.',
    'x-kubernetes-validations': [
      {
        rule: 'self.minReplicas <= self.maxReplicas',
        message: 'minReplicas must not exceed maxReplicas',
        messageExpression: "'minReplicas must not exceed maxReplicas, got %d and %d'.format([self.minReplicas, self.maxReplicas])",
        fieldPath: '.minReplicas',
      },
    ],
  },
);

const servingPods = podTemplate(
  {
    serviceAccountName: Type.Optional(
      objectName('Account of the pods, for a workload identity; no token of the API server is mounted. The account default when absent.'),
    ),
  },
  { description: 'Fields for the specification of the pods.' },
);

const credentials = (description: string) =>
  Type.Object(
    {
      basic: Type.Optional(
        Type.Object(
          {
            secretRef: Type.Object(
              {
                name: objectName('Name of the Secret.'),
                key: dataKey('Key that holds `user:password` lines, as htpasswd writes them.', { default: 'htpasswd' }),
              },
              { additionalProperties: false, description: 'The Secret.' },
            ),
          },
          {
            additionalProperties: false,
            description: 'Basic authentication: `user:password` lines; a password may be a bcrypt or scrypt hash.',
          },
        ),
      ),
      bearer: Type.Optional(
        Type.Object(
          {
            secretRef: Type.Object(
              { name: objectName('Name of the Secret.'), key: dataKey('Key that holds the tokens, one per line.', { default: 'token' }) },
              { additionalProperties: false, description: 'The Secret.' },
            ),
          },
          { additionalProperties: false, description: 'Bearer tokens, one per line; a token may be given as its digest, sha256:HEX.' },
        ),
      ),
    },
    {
      additionalProperties: false,
      description,
      'x-kubernetes-validations': [{ rule: 'has(self.basic) || has(self.bearer)', message: 'expected basic, bearer or both' }],
    },
  );

const limits = Type.Object(
  {
    bodyBytes: Type.Integer({
      minimum: 1024,
      maximum: 8_388_608,
      default: 1_048_576,
      description: 'Largest request body, in bytes; a larger one gets status 413.',
    }),
    batchRows: Type.Integer({
      minimum: 1,
      maximum: 100_000,
      default: 10_000,
      description: 'Largest number of rows in one request; more get status 422.',
    }),
    requestsPerSecond: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 1_000_000,
        description: 'Prediction requests per second that a pod accepts; further ones get status 429.',
      }),
    ),
    rowsPerSecond: Type.Optional(
      Type.Number({
        exclusiveMinimum: 0,
        maximum: 100_000_000,
        description:
          'Rows per second that a pod predicts, explains or takes as events, each row of a batch counted; further requests get status 429.',
      }),
    ),
  },
  { additionalProperties: false, default: {}, description: 'Limits of requests.' },
);

const cors = Type.Object(
  {
    origins: Type.Array(
      Type.String({
        pattern: '^([*]|[a-z][a-z0-9+.-]*://[A-Za-z0-9.:_\\[\\]-]+)$',
        maxLength: 253,
        'x-expected': 'an origin such as https://app.example.org, or *',
        description: 'An origin: scheme, host and, unless it is the usual one, port.',
      }),
      {
        minItems: 1,
        maxItems: 32,
        'x-kubernetes-list-type': 'set',
        description: 'Origins of the pages that may read responses; * for every origin, without the credentials of the browser.',
      },
    ),
  },
  {
    additionalProperties: false,
    description: 'Which pages of other origins a browser lets send requests and read responses (CORS); none when absent.',
    'x-kubernetes-validations': [
      {
        rule: "self.origins.size() == 1 || !('*' in self.origins)",
        message: '* already contains every other origin; list either * or origins',
        fieldPath: '.origins',
      },
    ],
  },
);

/** `spec.serving`: how the predictor runs. */
export const servingSchema = Type.Object(
  {
    replicas: Type.Integer({ minimum: 0, maximum: 1000, default: 1, description: 'Number of predictor pods.' }),
    autoscale: Type.Optional(autoscale),
    resources: Type.Optional(podResources('CPU and memory of a pod.')),
    podTemplate: Type.Optional(servingPods),
    service: Type.Optional(serviceSchema),
    ingress: Type.Optional(ingressSchema),
    httpRoute: Type.Optional(httpRouteSchema),
    networkPolicy: Type.Optional(servingNetworkPolicy),
    auth: Type.Optional(credentials('Who may send requests; when absent, every client that reaches the port.')),
    feedbackAuth: Type.Optional(
      credentials(
        'Who may send labels to /feedback, in place of auth: these clients may do nothing else, and those of auth may send no labels.',
      ),
    ),
    cors: Type.Optional(cors),
    limits,
  },
  { additionalProperties: false, default: {}, description: 'How the model is served: pods, their resources, and who may send requests.' },
);

export type ServingSpec = Type.Static<typeof servingSchema>;
