import Type from 'typebox';
import { duration } from '../duration.ts';
import { words } from '../words.ts';
import { clientAuthSchema } from './clientAuth.ts';
import { serverAddress } from './serverAddress.ts';
import { trustedCertificatesSchema } from './trustedCertificates.ts';

const segment = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9_.~-]+$',
      maxLength: 128,
      'x-expected': 'letters, digits and ._~-',
      description,
    }),
  );

const place = (description: string) =>
  Type.Optional(
    Type.String({
      pattern: '^[^.\\s]+([.][^.\\s]+)*$',
      maxLength: 256,
      'x-expected': 'names of members, separated by dots',
      description,
    }),
  );

const template = Type.Object(
  {
    path: Type.String({
      pattern: '^/[^\\s#]*$',
      maxLength: 512,
      'x-expected': 'a path that starts with /',
      description: 'Path that rows are posted to.',
    }),
    health: Type.Optional(
      Type.String({
        pattern: '^/[^\\s#]*$',
        maxLength: 512,
        'x-expected': 'a path that starts with /',
        description: 'Path that answers 200 while the server is well.',
      }),
    ),
    rows: place('Where the list of rows is in the request, such as `instances`; the whole body when absent.'),
    row: words(['object', 'array'], { default: 'object', description: 'Whether a row is an object by name of the feature, or an array.' }),
    predictions: place(
      'Where the list with one result per row is in the response; the whole body when absent. Where that is an object instead, label and probabilities are lists in it.',
    ),
    label: place('Where the class or the value is in a result; the result itself when absent.'),
    probabilities: place('Where the probabilities are in a result: a list in the order of `classes`, or an object by class.'),
    classes: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 128, description: 'A class.' }), {
        maxItems: 100,
        'x-kubernetes-list-type': 'atomic',
        description: 'Order of the probabilities; that of target.classes when absent.',
      }),
    ),
  },
  { additionalProperties: false, description: 'How a server of its own protocol takes rows and answers.' },
);

/** `source.remote`: a model that another server predicts with. */
export const remoteSource = Type.Object(
  {
    url: serverAddress('Address of the server, such as http://mlserver.models.svc:8080.'),
    protocol: words(['v2', 'v1', 'invocations', 'template'], {
      description:
        'v2: Open Inference Protocol (KServe, MLServer, Triton, OpenVINO); v1: TF Serving and KServe; invocations: MLflow, SageMaker; template: ' +
        'JSON of its own, such as of a FastAPI application.',
    }),
    model: segment('Name of the model on the server, for v2 and v1.'),
    version: segment("Version of the model on the server; the server's choice when absent."),
    timeout: duration({ default: '5s', description: 'Time for a whole call; after it, the request gets status 503.' }),
    maxInFlight: Type.Integer({
      minimum: 1,
      maximum: 1000,
      default: 64,
      description: 'Most calls at a time; further requests get status 503.',
    }),
    idempotent: Type.Boolean({
      default: false,
      description: 'Whether a call may be sent twice: once more when the connection ended before a response.',
    }),
    contentType: Type.Optional(
      words(['np', 'pd'], {
        description:
          'For MLServer models without metadata: np, one tensor of numbers, the default; pd, one tensor per column, for pipelines on frames.',
      }),
    ),
    outputs: Type.Optional(
      Type.Object(
        {
          prediction: segment('Name of the output with the class or the value.'),
          probabilities: segment('Name of the output with the probabilities.'),
        },
        { additionalProperties: false, description: 'Outputs to request, for v2; found by their shape when absent.' },
      ),
    ),
    template: Type.Optional(template),
    auth: Type.Optional(clientAuthSchema),
    ca: Type.Optional(trustedCertificatesSchema),
  },
  {
    additionalProperties: false,
    description:
      'A model that another server predicts with. Requests, metrics, captured rows and drift checks are as for a model that is loaded here.',
    'x-kubernetes-validations': [
      {
        rule: "!(self.protocol in ['v1', 'v2']) || has(self.model)",
        message: 'the protocols v1 and v2 require the name of the model',
        fieldPath: '.model',
        reason: 'FieldValueRequired',
      },
      {
        rule: "has(self.template) == (self.protocol == 'template')",
        message: 'expected template with the protocol template, and only with it',
        fieldPath: '.template',
      },
    ],
  },
);

export type RemoteSource = Type.Static<typeof remoteSource>;
