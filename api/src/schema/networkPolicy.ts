import Type from 'typebox';
import { labels } from './labels.ts';
import { addressRange } from './service.ts';
import { words } from './words.ts';

const selector = (description: string) =>
  Type.Object(
    {
      matchLabels: Type.Optional(labels('Labels with their values.')),
      matchExpressions: Type.Optional(
        Type.Array(
          Type.Object(
            {
              key: Type.String({ minLength: 1, maxLength: 317, description: 'Label.' }),
              operator: words(['In', 'NotIn', 'Exists', 'DoesNotExist'], { description: 'How its value is compared.' }),
              values: Type.Optional(
                Type.Array(Type.String({ maxLength: 63, description: 'A value.' }), {
                  maxItems: 32,
                  'x-kubernetes-list-type': 'atomic',
                  description: 'Values, with In and NotIn.',
                }),
              ),
            },
            { additionalProperties: false, description: 'One condition.' },
          ),
          { maxItems: 16, 'x-kubernetes-list-type': 'atomic', description: 'Further conditions.' },
        ),
      ),
    },
    { additionalProperties: false, description },
  );

const peers = (description: string) =>
  Type.Array(
    Type.Object(
      {
        podSelector: Type.Optional(selector('Labels of pods.')),
        namespaceSelector: Type.Optional(selector('Labels of their namespaces; that of the monitor when absent.')),
        ipBlock: Type.Optional(
          Type.Object(
            {
              cidr: addressRange('The range.'),
              except: Type.Optional(
                Type.Array(addressRange('A range.'), {
                  maxItems: 32,
                  'x-kubernetes-list-type': 'atomic',
                  description: 'Ranges within it that are left out.',
                }),
              ),
            },
            { additionalProperties: false, description: 'A range of addresses.' },
          ),
        ),
      },
      {
        additionalProperties: false,
        description: 'Pods, or a range of addresses, as in a NetworkPolicy.',
        'x-kubernetes-validations': [
          {
            rule: 'has(self.ipBlock) != (has(self.podSelector) || has(self.namespaceSelector))',
            message: 'expected ipBlock, or podSelector and namespaceSelector',
          },
        ],
      },
    ),
    { minItems: 1, maxItems: 16, 'x-kubernetes-list-type': 'atomic', description },
  );

const egress = Type.Optional(
  Type.Array(
    Type.Object(
      {
        to: Type.Optional(peers('Where to; anywhere when absent.')),
        ports: Type.Optional(
          Type.Array(
            Type.Object(
              {
                protocol: words(['TCP', 'UDP', 'SCTP'], { default: 'TCP', description: 'Protocol.' }),
                port: Type.Integer({ minimum: 1, maximum: 65_535, description: 'Port.' }),
              },
              { additionalProperties: false, description: 'One port.' },
            ),
            { minItems: 1, maxItems: 32, 'x-kubernetes-list-type': 'atomic', description: 'Ports; all when absent.' },
          ),
        ),
      },
      { additionalProperties: false, description: 'Connections that pods may open.' },
    ),
    {
      minItems: 1,
      maxItems: 16,
      'x-kubernetes-list-type': 'atomic',
      description: 'Connections that the pods may open beside those the operator knows of.',
    },
  ),
);

const enabled = Type.Boolean({
  default: true,
  description: 'Whether the operator creates the NetworkPolicy; without it, those of the namespace decide.',
});

/** `serving.networkPolicy`. */
export const servingNetworkPolicy = Type.Object(
  {
    enabled,
    from: Type.Optional(peers('Who may send requests (port 8000); everyone when absent.')),
    metricsFrom: Type.Optional(
      peers('Who may read metrics (port 9090), beside drift checks and the operator; everyone when absent. Prometheus is to be listed.'),
    ),
    egress,
  },
  { additionalProperties: false, description: 'Connections from and to predictor pods.' },
);

/** `drift.networkPolicy`. */
export const driftNetworkPolicy = Type.Object(
  { enabled, egress },
  { additionalProperties: false, description: 'Connections of the pods of checks, which accept none.' },
);
