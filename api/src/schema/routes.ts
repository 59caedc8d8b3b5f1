import Type from 'typebox';
import { annotations, labels } from './labels.ts';
import { objectName } from './objectName.ts';

const hostPattern = '^([*][.])?[a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*$';

const hostName = (description: string) =>
  Type.String({
    pattern: hostPattern,
    maxLength: 253,
    'x-expected': 'a host name such as wine.example.org',
    description,
  });

const path = (description: string) =>
  Type.String({
    pattern: '^/[-A-Za-z0-9._~/]*$',
    maxLength: 256,
    default: '/',
    'x-expected': 'a path that starts with /',
    description,
  });

const metadata = {
  labels: Type.Optional(labels('Labels added to it.')),
  annotations: Type.Optional(annotations('Annotations added to it.')),
};

const snippets = {
  rule: "!has(self.annotations) || self.annotations.all(key, !key.endsWith('-snippet') && !key.endsWith('-snippets'))",
  message: 'expected no annotation that adds configuration to the controller (…-snippet)',
  fieldPath: '.annotations',
};

/** `serving.ingress`. */
export const ingressSchema = Type.Object(
  {
    host: hostName('Host name of requests.'),
    path: path('Start of the paths of requests. The predictor expects /predict and others: a controller has to remove what precedes them.'),
    className: Type.Optional(objectName('Ingress class; that of the cluster when absent.')),
    ...metadata,
    tls: Type.Optional(
      Type.Object(
        { secretName: Type.Optional(objectName("Secret with certificate and key; the controller's own certificate when absent.")) },
        { additionalProperties: false, description: 'HTTPS for the host.' },
      ),
    ),
  },
  { additionalProperties: false, description: 'An Ingress for callers outside the cluster.', 'x-kubernetes-validations': [snippets] },
);

/** `serving.httpRoute`. */
export const httpRouteSchema = Type.Object(
  {
    parentRefs: Type.Array(
      Type.Object(
        {
          name: objectName('Name of the Gateway.'),
          namespace: Type.Optional(objectName('Its namespace; that of the monitor when absent.')),
          sectionName: Type.Optional(objectName('Listener of the Gateway; all when absent.')),
        },
        { additionalProperties: false, description: 'One Gateway.' },
      ),
      { minItems: 1, maxItems: 8, 'x-kubernetes-list-type': 'atomic', description: 'Gateways that the route is attached to.' },
    ),
    hostnames: Type.Optional(
      Type.Array(hostName('A host name.'), {
        minItems: 1,
        maxItems: 16,
        'x-kubernetes-list-type': 'set',
        description: 'Host names of requests; those of the listeners when absent.',
      }),
    ),
    path: path('Start of the paths of requests, which the Gateway removes.'),
    ...metadata,
  },
  { additionalProperties: false, description: 'An HTTPRoute of the Gateway API, where the cluster has it.' },
);
